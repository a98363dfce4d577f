import { PolytradersError } from "../errors/polytraders-error.ts";

/**
 * A value as JSON text that gives exactly the same value back, negative zero as zero. What JSON would
 * silently drop or change otherwise (`undefined`, NaN, functions, Map, Date) is refused.
 *
 * @param name - what the value is, for the error: `state of intel.decay`
 * @throws PolytradersError STORE_VALUE_INVALID, with the path of the value that does not fit
 */
export function encodePlainJson(value: unknown, name: string): string {
  refuseUnlessPlain(value, name, new Set());
  return JSON.stringify(value);
}

function refuseUnlessPlain(value: unknown, path: string, parents: Set<object>): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (typeof value !== "object") throw notPlain(path, describe(value));
  if (parents.has(value)) throw notPlain(path, "an object that contains itself");
  parents.add(value);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      refuseUnlessPlain(item, `${path}[${index}]`, parents);
  } else {
    if (!isPlainObject(value)) throw notPlain(path, "an instance of a class");
    for (const [key, item] of Object.entries(value))
      refuseUnlessPlain(item, `${path}.${key}`, parents);
  }
  parents.delete(value);
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("toJSON" in value);
}

function describe(value: unknown): string {
  return typeof value === "number" ? String(value) : typeof value;
}

function notPlain(field: string, found: string): PolytradersError {
  return new PolytradersError("STORE_VALUE_INVALID", { found, place: { field } });
}
