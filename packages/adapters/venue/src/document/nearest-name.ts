/** The known name that somebody most likely meant, or `undefined` when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = sortedWords(name);
  const sameWords = known.find((candidate) => sortedWords(candidate) === wanted);
  if (sameWords !== undefined) return sameWords;
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

/** Ignores case, separators and order, so that `halt-market` finds `market_halt`. */
function sortedWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.toSorted().join(" ");
}

/** Levenshtein distance, of names that are not absurdly long. */
function editDistance(left: string, right: string): number {
  if (left.length > 100) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let leftAt = 0; leftAt < left.length; leftAt += 1) {
    const next = [leftAt + 1];
    for (let rightAt = 0; rightAt < right.length; rightAt += 1) {
      const replaced = (row[rightAt] ?? 0) + (left[leftAt] === right[rightAt] ? 0 : 1);
      next.push(Math.min(replaced, (row[rightAt + 1] ?? 0) + 1, (next[rightAt] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
