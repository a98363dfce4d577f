import { PolytradersError } from "@polytraders/core";

/**
 * JSON text that gives exactly the same value back, negative zero too: a replay must put into the
 * kernel what the run has put into it. What JSON would drop or change is refused.
 *
 * @throws PolytradersError STORE_VALUE_INVALID, with the path of the value that does not fit
 */
export function encodeExactJson(value: unknown, path: string): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => encodeExactJson(item, `${path}[${index}]`)).join(",")}]`;
  }
  if (typeof value !== "object" || !isPlainObject(value)) {
    const found = typeof value === "number" ? String(value) : `a ${typeof value}`;
    throw new PolytradersError("STORE_VALUE_INVALID", { found, place: { field: path } });
  }
  let text = "";
  for (const [key, item] of Object.entries(value)) {
    if (text !== "") text += ",";
    text += `${JSON.stringify(key)}:${encodeExactJson(item, `${path}.${key}`)}`;
  }
  return `{${text}}`;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("toJSON" in value);
}
