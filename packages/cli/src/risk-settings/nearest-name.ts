/** The known name most like a misspelt one, or `undefined` when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const farthest = Math.max(2, Math.floor(name.length / 3));
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= farthest)
    .toSorted((one, other) => one.distance - other.distance);
  return nearest?.candidate;
}

/** Characters to insert, remove or replace; names beyond any sensible length are far from all. */
function editDistance(from: string, to: string): number {
  if (from.length > 100) return Infinity;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let fromAt = 0; fromAt < from.length; fromAt += 1) {
    const next = [fromAt + 1];
    for (let toAt = 0; toAt < to.length; toAt += 1) {
      const replaced = (row[toAt] ?? 0) + (from[fromAt] === to[toAt] ? 0 : 1);
      next.push(Math.min(replaced, (row[toAt + 1] ?? 0) + 1, (next[toAt] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
