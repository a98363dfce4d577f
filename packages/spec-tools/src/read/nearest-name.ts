import { closest, distance } from "fastest-levenshtein";

/** The known name that somebody most likely meant, or `undefined` when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = sortedWords(name);
  const sameWords = known.find((candidate) => sortedWords(candidate) === wanted);
  if (sameWords !== undefined) return sameWords;
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

/** Ignores case, separators and order, so that `max_age_ms` finds `ageMsMax`. */
function sortedWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.toSorted().join(" ");
}
