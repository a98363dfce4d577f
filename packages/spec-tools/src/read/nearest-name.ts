import { closest, distance } from "fastest-levenshtein";

/** The known name that somebody most likely meant, or `undefined` when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const bare = plain(name);
  const sameLetters = known.find((candidate) => plain(candidate) === bare);
  if (sameLetters !== undefined) return sameLetters;
  if (known.length === 0) return undefined;
  const nearest = closest(name, known);
  return distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3)) ? nearest : undefined;
}

/** `Did you mean "x"?`, or the known names when none is near. */
export function nearestNameHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return known.length === 0 ? "Remove it." : `Known here: ${known.join(", ")}.`;
}

/** Ignores case and separators, so that `window_seconds` finds `windowSeconds`. */
function plain(name: string): string {
  return name.replaceAll(/[_\-\s]/g, "").toLowerCase();
}
