/** Counts by name, most frequent first: `live 12, matched 3`. */
export function listOf(counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return "none";
  const rows = [...counts].toSorted((left, right) => right[1] - left[1]);
  return rows.map(([name, count]) => `${name} ${count}`).join(", ");
}

/** Adds some counts to others. */
export function addCounts(sums: Map<string, number>, counts: ReadonlyMap<string, number>): void {
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
}
