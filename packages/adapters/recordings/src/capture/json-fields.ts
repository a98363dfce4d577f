/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, false for arrays and everything else. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field as text: strings as they are, numbers in decimal, everything else `""`. */
export function textOf(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}

/** A list field; Gamma writes some lists as JSON inside a string. */
export function listOf(object: JsonObject, name: string): readonly unknown[] {
  const value = object[name];
  if (Array.isArray(value)) return value;
  if (typeof value !== "string" || !value.startsWith("[")) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

/** The two texts of a list field, `undefined` unless it has exactly two. */
export function pairOf(object: JsonObject, name: string): readonly [string, string] | undefined {
  const [first, second, third] = listOf(object, name);
  if (typeof first !== "string" || typeof second !== "string" || third !== undefined) {
    return undefined;
  }
  return [first, second];
}
