/** Two tokens of one made-up market. */
export const FIRST_TOKEN = "1".repeat(77);
export const SECOND_TOKEN = "2".repeat(77);
/** 2025-07-01 00:00 UTC. */
export const START_MS = 1_751_328_000_000;

/** One line of a capture; a test sets what it is about. */
export interface CaptureLine {
  readonly slug?: string;
  readonly tokenId?: string;
  readonly type?: string;
  readonly price?: string;
  readonly side?: string;
  readonly size?: string;
  readonly hash?: string;
  /** Milliseconds after {@link START_MS}. */
  readonly atMs?: number;
  readonly timestamp?: string;
}

export const HEADER = "market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp";

/** Writes lines in the recorder's layout, header first. */
export function captureCsv(lines: readonly (CaptureLine | string)[]): string {
  return [
    HEADER,
    ...lines.map((line) => (typeof line === "string" ? line : csvLine(line))),
    "",
  ].join("\n");
}

export function csvLine(line: CaptureLine): string {
  const { slug = "game", tokenId = FIRST_TOKEN, type = "price_change", price = "0.5" } = line;
  const { side = "bid", size = "10", hash = "h", atMs = 0 } = line;
  const timestamp = line.timestamp ?? String(START_MS + atMs);
  return [slug, tokenId, "", type, price, side, size, hash, timestamp].join(",");
}

/** A `book` of one token, levels as `[side, price, size]`. */
export function bookLines(
  levels: readonly (readonly [side: string, price: string, size: string])[],
  rest: CaptureLine = {},
): CaptureLine[] {
  return levels.map(([side, price, size]) => ({ ...rest, type: "book", side, price, size }));
}
