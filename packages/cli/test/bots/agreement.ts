/** Whether two flat records are equal, numbers within 1e-9: relative above 1, absolute below. */
export function agree<T extends object>(left: T, right: T): boolean {
  const others = new Map<string, unknown>(Object.entries(right));
  return Object.entries(left).every(([name, value]: [string, unknown]) => {
    const other = others.get(name);
    if (typeof value !== "number" || typeof other !== "number") return value === other;
    return Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value));
  });
}
