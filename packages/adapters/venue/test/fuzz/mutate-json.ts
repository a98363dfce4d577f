import type { Dice } from "./dice.ts";

/** Marks text that goes into the JSON as it is, though no JSON value could hold it. */
const RAW = "\u0001raw:";

const HUGE_TEXT = "a".repeat(20_000);
const HUGE_DIGITS = "9".repeat(5_000);

const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "0",
  "-0",
  "-1",
  "1e9",
  "0x",
  "0x0",
  "NaN",
  "Infinity",
  "null",
  "true",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\u0000",
  "\uD800",
  "\u202E\u0000\uFFFF",
  "𝟙𝟚𝟛",
  "٣",
  "'; DROP TABLE orders; --",
  "../../../../etc/passwd",
  "${7*7}{{7*7}}",
  "<script>alert(1)</script>",
  "%s%n%x",
  "1.0000000000000000000001",
  "115792089237316195423570985008687907853269984665640564039457584007913129639936",
  "9007199254740993",
  "LTE=",
  "MA==",
  HUGE_DIGITS,
];

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e-9,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
  [],
  {},
  [[]],
  [null],
  [{}],
  { toString: 1 },
  { length: -1 },
  { length: 1e9 },
  ...["NaN", "-Infinity", "1e999", "-0", "00", "0x1", "'a'", "undefined", "", ",", "1e-999"].map(
    (text) => RAW + text,
  ),
  `${RAW}{"__proto__":{"isAdmin":true,"length":1}}`,
  `${RAW}{"constructor":{"prototype":{"isAdmin":true}}}`,
  `${RAW}{"a":1,"a":2}`,
  `${RAW}${HUGE_DIGITS}`,
];

const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "toString", "valueOf", "then"];

export function oddText(dice: Dice): string {
  return dice.chance(0.02) ? HUGE_TEXT : dice.pick(ODD_TEXTS);
}

function oddValue(dice: Dice): unknown {
  return dice.chance(0.4) ? oddText(dice) : dice.pick(ODD_VALUES);
}

/** A value so deep that anything that follows it down by calls runs out of stack. */
export function deepJson(depth: number, isObject: boolean): string {
  return isObject
    ? `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`
    : `${"[".repeat(depth)}${"]".repeat(depth)}`;
}

/** JSON text with one to three of its values changed, dropped, doubled or moved. */
export function mutateJson(text: string, dice: Dice): string {
  // What is already as deep as can be is left as it is.
  if (text.length > 30_000 || /[[{]{40}|(?:\{"a":){40}/.test(text)) return text;
  let value = jsonOf(text);
  if (value === undefined) return text;
  for (let left = 1 + dice.below(3); left > 0; left -= 1) value = changed(value, dice);
  return withRawText(JSON.stringify(value) ?? "");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Goes down to some value and changes it, or the object around it. */
function changed(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && dice.chance(0.8)) {
    const items: unknown[] = [...value];
    const at = dice.below(items.length);
    if (dice.chance(0.75)) items[at] = changed(items[at], dice);
    else if (dice.chance(0.5)) items.splice(at, 1);
    else items.push(...Array.from({ length: 1 + dice.below(20) }, () => items[at]));
    return items;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return leaf(value, dice);
  const entries = Object.entries(value);
  if (entries.length === 0 || dice.chance(0.05)) return leaf(value, dice);
  const at = dice.below(entries.length);
  const [key, held] = dice.pick(entries);
  const kind = dice.below(10);
  if (kind < 6)
    return Object.fromEntries(
      entries.map(([name, item]) => [name, name === key ? changed(item, dice) : item]),
    );
  if (kind === 6) return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (kind === 7) return Object.fromEntries([...entries, [dice.pick(PROTOTYPE_KEYS), held]]);
  if (kind === 8)
    return Object.fromEntries([...entries, [key, entries[at]?.[1]], [key.toUpperCase(), held]]);
  return { ...value, [RAW]: `${JSON.stringify(key)}:${JSON.stringify(oddText(dice))}` };
}

function leaf(value: unknown, dice: Dice): unknown {
  const kind = dice.below(8);
  if (kind === 0) return [value];
  if (kind === 1) return { value };
  if (kind === 2) return `${RAW}${deepJson(50 + dice.below(3_000), dice.chance(0.5))}`;
  if (kind === 3 && typeof value === "string") return value + oddText(dice);
  if (kind === 4 && typeof value === "string" && value.length > 0) {
    const at = dice.below(value.length);
    return (
      value.slice(0, at) + dice.pick(["0", "f", "A", "-", ".", "\u0000", ""]) + value.slice(at + 1)
    );
  }
  if (kind === 5 && typeof value === "number")
    return dice.pick([-value, value * 1e6, String(value), value + 0.5]);
  return oddValue(dice);
}

/** Puts raw parts in place of the texts that stand for them; a raw key stands for a doubled field. */
function withRawText(json: string): string {
  return json
    .replaceAll(/"\\u0001raw:":("(?:[^"\\]|\\.)*")/g, (_match, text: string) =>
      String(JSON.parse(text)),
    )
    .replaceAll(/"\\u0001raw:((?:[^"\\]|\\.)*)"/g, (_match, text: string) =>
      String(JSON.parse(`"${text}"`)),
    );
}

/** Bytes with a few of them flipped, dropped, doubled, or cut off at the end. */
export function mutateBytes(bytes: Buffer, dice: Dice): Buffer {
  if (bytes.length === 0) return Buffer.from([dice.below(256)]);
  const at = dice.below(bytes.length);
  const kind = dice.below(5);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]);
  if (kind === 3) {
    const invalid = dice.pick([
      [0xc3, 0x28],
      [0xff],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0],
    ]);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(invalid), bytes.subarray(at)]);
  }
  const flipped = Buffer.from(bytes);
  for (let left = 1 + dice.below(4); left > 0; left -= 1) {
    const place = dice.below(flipped.length);
    flipped[place] = (flipped[place] ?? 0) ^ (1 << dice.below(8));
  }
  return flipped;
}
