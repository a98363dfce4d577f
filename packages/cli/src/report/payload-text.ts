const TEXT_LENGTH_MAX = 400;

/** A payload as one line of words: `samples 61, baseline depth usd 812.4`. Absent values are left out. */
export function payloadText(payload: Readonly<Record<string, unknown>>): string {
  const text = wordsOf("", payload).join(", ");
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX - 1)}…`;
}

function wordsOf(prefix: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [`${prefix} ${value.join(" ")}`];
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      wordsOf(`${prefix} ${wordsOfName(key)}`.trimStart(), inner),
    );
  }
  if (typeof value === "boolean") {
    const statement = prefix.replace(/\bis /, "");
    return [value ? statement : `not ${statement}`];
  }
  if (typeof value === "number") return [`${prefix} ${shortNumber(value)}`];
  return typeof value === "string" ? [`${prefix} ${value}`] : [];
}

/** `takerUsdPerSecond` as `taker usd per second`. */
function wordsOfName(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
