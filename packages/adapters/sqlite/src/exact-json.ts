import { PolytradersError } from "@polytraders/core";

/**
 * JSON text that gives exactly the same value back, negative zero too: a replay must put into the
 * kernel what the run has put into it. What JSON would drop or change is refused.
 *
 * @throws PolytradersError STORE_VALUE_INVALID, with the path of the value that does not fit
 */
export function encodeExactJson(value: unknown, path: string): string {
  const text = textOf(value);
  if (text !== null) return text;
  const misfit = findMisfit(value, path) ?? { path, value };
  const found =
    typeof misfit.value === "number" ? String(misfit.value) : `a ${typeof misfit.value}`;
  throw new PolytradersError("STORE_VALUE_INVALID", { found, place: { field: misfit.path } });
}

/** `null` where something in it does not fit. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberText(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value !== "object" || !isPlainObject(value)) return null;
  let text = "";
  for (const key of Object.keys(value)) {
    const item = textOf(value[key]);
    if (item === null) return null;
    text += text === "" ? `${keyText(key)}${item}` : `,${keyText(key)}${item}`;
  }
  return `{${text}}`;
}

function numberText(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  return Object.is(value, -0) ? "-0" : String(value);
}

function arrayText(items: readonly unknown[]): string | null {
  let text = "";
  for (let index = 0; index < items.length; index += 1) {
    const item = textOf(items[index]);
    if (item === null) return null;
    text += index === 0 ? item : `,${item}`;
  }
  return `[${text}]`;
}

/** Field names as they are written: there are few, and each comes again and again. */
const keyTexts = new Map<string, string>();
/** Names of a record could be anybody's data; those of a journal's own types are below this. */
const KEY_TEXTS_MAX = 4_096;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < KEY_TEXTS_MAX) keyTexts.set(key, text);
  return text;
}

interface Misfit {
  readonly path: string;
  readonly value: unknown;
}

function findMisfit(value: unknown, path: string): Misfit | null {
  if (textOf(value) !== null) return null;
  if (Array.isArray(value)) {
    return firstMisfit(value.map((item, index) => [`${path}[${index}]`, item]));
  }
  if (typeof value !== "object" || value === null || !isPlainObject(value)) return { path, value };
  return firstMisfit(Object.entries(value).map(([key, item]) => [`${path}.${key}`, item]));
}

function firstMisfit(items: readonly (readonly [string, unknown])[]): Misfit | null {
  for (const [path, item] of items) {
    const misfit = findMisfit(item, path);
    if (misfit !== null) return misfit;
  }
  return null;
}

function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("toJSON" in value);
}
