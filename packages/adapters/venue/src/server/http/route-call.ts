import type { IncomingHttpHeaders } from "node:http";

/** Values of a query string; a name given twice has several. */
export type QueryValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One request as the routes see it. */
export class RouteCall {
  readonly #query: QueryValues;
  #json: unknown;
  #isParsed = false;
  /** What the path's placeholders stand for. */
  readonly params: Readonly<Record<string, string>>;
  /** Path as sent, without the query. */
  readonly path: string;
  /** Body exactly as sent, `""` without one. */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** Network address of the client. */
  readonly address: string;

  constructor(parts: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: QueryValues;
    readonly path: string;
    readonly text: string;
    readonly headers: IncomingHttpHeaders;
    readonly address: string;
    /** The body where it came as a value, in process. */
    readonly json?: unknown;
  }) {
    this.params = parts.params;
    this.#query = parts.query;
    this.path = parts.path;
    this.text = parts.text;
    this.headers = parts.headers;
    this.address = parts.address;
    if ("json" in parts) {
      this.#isParsed = true;
      this.#json = parts.json;
    }
  }

  /** The body as JSON, `undefined` when it is none. */
  get json(): unknown {
    if (!this.#isParsed) {
      this.#isParsed = true;
      this.#json = parsed(this.text);
    }
    return this.#json;
  }

  /** A query value, `""` when it is absent; the first of several. */
  query(name: string): string {
    const value = this.#query[name];
    if (value === undefined) return "";
    return typeof value === "string" ? value : (value[0] ?? "");
  }

  /** Every value of a name, also those joined by commas. */
  queryList(name: string): string[] {
    const value = this.#query[name];
    if (value === undefined) return [];
    const parts = typeof value === "string" ? [value] : value;
    return parts.flatMap((part) => part.split(",")).filter((part) => part !== "");
  }

  /** A whole number of the query within bounds; `null` when it is something else, the default when absent. */
  queryInteger(
    name: string,
    {
      min,
      max,
      byDefault,
    }: { readonly min: number; readonly max: number; readonly byDefault: number },
  ): number | null {
    const text = this.query(name);
    if (text === "") return byDefault;
    if (!/^\d{1,15}$/.test(text)) return null;
    const value = Number(text);
    return value >= min && value <= max ? value : null;
  }

  /** A header's value, `""` when it is absent. Names are lower case. */
  header(name: string): string {
    const value = this.headers[name];
    return typeof value === "string" ? value : "";
  }
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
