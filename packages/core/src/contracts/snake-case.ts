/**
 * Names in snake case, for tools that speak it, and back.
 *
 * Every key is mapped, at every depth, free-form payloads included, so that nothing comes out in
 * two styles; values are never touched. An upper-case letter becomes an underscore and its lower
 * case, an underscore becomes two, so that each key has exactly one image and `fromSnakeCase` takes
 * back whatever `toSnakeCase` gave. Keys that do not start with a lower-case letter (token ids,
 * addresses, reason codes) are data, not names, and stay as they are.
 */

/** A copy of a plain JSON value with its keys in snake case: `quoteAgeMsMax` to `quote_age_ms_max`. */
export function toSnakeCase(value: unknown): unknown {
  return mapKeys(value, snakeKey);
}

/** A copy of a plain JSON value with its keys in camel case: `quote_age_ms_max` to `quoteAgeMsMax`. */
export function fromSnakeCase(value: unknown): unknown {
  return mapKeys(value, camelKey);
}

function snakeKey(key: string): string {
  return key.replace(/[A-Z_]/g, (letter) => (letter === "_" ? "__" : `_${letter.toLowerCase()}`));
}

function camelKey(key: string): string {
  return key.replace(/_([a-z_])/g, (_, letter: string) =>
    letter === "_" ? "_" : letter.toUpperCase(),
  );
}

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapKeys(item, rename));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    /^[a-z]/.test(key) ? rename(key) : key,
    mapKeys(item, rename),
  ]);
  // fromEntries defines keys instead of assigning them: `__proto__` stays an ordinary key.
  return Object.fromEntries(entries);
}
