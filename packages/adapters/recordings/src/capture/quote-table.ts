import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PRICE_UNITS_PER_USD, type ErrorCode } from "@polytraders/core";
import type {
  CaptureListener,
  CaptureMessageType,
  CaptureParser,
  CaptureRow,
  MarketFacts,
} from "./capture-message.ts";
import { readBestPrice, readSize, readTimeMs, type NumberOrCode } from "./capture-numbers.ts";
import type { CaptureSurvey } from "./capture-survey.ts";
import { parseHeader, splitCsvLine, type CsvHeader } from "./csv-row.ts";
import { fileStem } from "./file-lines.ts";
import { hasColumns, PAIRED_COLUMNS } from "./table-header.ts";

/** Millionths of a dollar in one price unit. */
const MILLIONTHS_PER_UNIT = 100;

/** One row of a table of best quotes. */
interface Quote {
  readonly marketId: string;
  readonly tokenId: string;
  readonly timeMs: NumberOrCode;
  /** Best bid and best ask, price 0 for an empty side, size `undefined` where not recorded. */
  readonly sides: readonly [QuoteSide, QuoteSide];
  readonly facts: MarketFacts;
}

interface QuoteSide {
  readonly price: NumberOrCode;
  readonly size: NumberOrCode | undefined;
}

/**
 * Tables of best quotes: both outcomes paired (prices in millionths) or a summary of one token's
 * book. A quote with sizes becomes a book of one level per side. A quote without sizes becomes best
 * prices only: no size is made up.
 */
export function createQuoteParser(survey: CaptureSurvey, listener: CaptureListener): CaptureParser {
  const { header } = survey;
  const countRounded = (): void => listener.sizeRounded();
  const read = hasColumns(header, PAIRED_COLUMNS)
    ? pairedReader(header, readPairedMarkets(survey.path), countRounded)
    : summaryReader(header, survey.identity.stem, countRounded);
  return {
    readLine(text, line) {
      const fields = splitCsvLine(text);
      const reject = (code: ErrorCode, found: string): void =>
        listener.reject(line, code, text, found);
      if (fields.length !== header.size) {
        return reject("DATA_LINE_FIELD_COUNT", `${fields.length} fields instead of ${header.size}`);
      }
      sendQuote(read(fields), line, listener, reject);
    },
    finish: () => undefined,
  };
}

function sendQuote(
  quote: Quote,
  line: number,
  listener: CaptureListener,
  reject: (code: ErrorCode, found: string) => void,
): void {
  const { timeMs, marketId, tokenId, facts } = quote;
  if (typeof timeMs !== "number") return reject(timeMs, "the time");
  const rows: CaptureRow[] = [];
  let hasSizes = true;
  for (const side of [0, 1] as const) {
    const { price, size } = quote.sides[side];
    if (typeof price !== "number") return reject(price, side === 0 ? "the bid" : "the ask");
    if (typeof size === "string") return reject(size, side === 0 ? "the bid size" : "the ask size");
    if (price > 0 && size === undefined) hasSizes = false;
    rows.push({ tokenId, side, price, size: size ?? 0, line });
  }
  const type: CaptureMessageType = hasSizes ? "quote" : "best_bid_ask";
  listener.message({
    type,
    marketId,
    exchangeTimeMs: timeMs,
    hash: "",
    tokenId,
    rows: hasSizes ? rows.filter(({ price }) => price > 0) : [],
    bestPrices: hasSizes ? [] : rows,
    line,
    isDamaged: false,
    facts,
  });
}

type QuoteReader = (fields: readonly string[]) => Quote;

function summaryReader(header: CsvHeader, stem: string, rounded: () => void): QuoteReader {
  const field = fieldReader(header);
  const facts: MarketFacts = { slug: stem, outcomeName: "Yes" };
  return (fields) => {
    const side = (name: "bid" | "ask"): QuoteSide => ({
      price: readBestPrice(field(fields, `best_${name}_price`)),
      size: readSize(field(fields, `best_${name}_size`) || "0", rounded),
    });
    const timeMs = readTimeMs(field(fields, "timestamp_ms"));
    return {
      marketId: stem,
      tokenId: `${stem}/yes`,
      timeMs,
      sides: [side("bid"), side("ask")],
      facts,
    };
  };
}

function pairedReader(
  header: CsvHeader,
  markets: ReadonlyMap<string, PairedMarket>,
  rounded: () => void,
): QuoteReader {
  const field = fieldReader(header);
  return (fields) => {
    const key = `${field(fields, "asset")} ${field(fields, "market_ts")}`;
    const marketId = markets.get(key)?.slug ?? key.toLowerCase().replace(" ", "-");
    const tokenIds = markets.get(key)?.tokenIds ?? ([`${marketId}/yes`, `${marketId}/no`] as const);
    const depth = (name: string): NumberOrCode | undefined => {
      const size = readSize(field(fields, name) || "0", rounded);
      return size === 0 ? undefined : size;
    };
    return {
      marketId,
      tokenId: field(fields, "side").toLowerCase() === "no" ? tokenIds[1] : tokenIds[0],
      timeMs: readTimeMs(field(fields, "timestamp_ms")),
      sides: [
        { price: readMillionths(field(fields, "bid")), size: depth("bid_depth") },
        { price: readMillionths(field(fields, "ask")), size: depth("ask_depth") },
      ],
      facts: { slug: marketId, tokenIds },
    };
  };
}

function readMillionths(text: string): NumberOrCode {
  const value = Number(text);
  if (text === "" || !Number.isInteger(value)) return "DATA_PRICE_INVALID";
  if (value < 0 || value > 1_000_000) return "DATA_PRICE_OUTSIDE_RANGE";
  const units = Math.round(value / MILLIONTHS_PER_UNIT);
  // A float cut off instead of rounded: 0.34 was written as 339999.
  if (Math.abs(value - units * MILLIONTHS_PER_UNIT) > 1) return "DATA_PRICE_OFF_GRID";
  return units === PRICE_UNITS_PER_USD ? 0 : units;
}

interface PairedMarket {
  readonly slug: string;
  readonly tokenIds: readonly [string, string];
}

/** Slugs and tokens from the `<capture>_markets.csv` that may lie beside the capture. */
function readPairedMarkets(path: string): Map<string, PairedMarket> {
  const markets = new Map<string, PairedMarket>();
  const companion = pairedCompanion(path);
  if (!existsSync(companion)) return markets;
  const [first, ...lines] = readFileSync(companion, "utf8").split(/\r?\n/);
  const header = parseHeader(first ?? "");
  const field = fieldReader(header);
  for (const line of lines) {
    const fields = splitCsvLine(line);
    if (fields.length !== header.size) continue;
    const tokenIds = [field(fields, "up_token_id"), field(fields, "down_token_id")] as const;
    markets.set(`${field(fields, "asset")} ${field(fields, "timestamp")}`, {
      slug: field(fields, "slug"),
      tokenIds,
    });
  }
  return markets;
}

function pairedCompanion(path: string): string {
  return join(dirname(path), `${fileStem(path)}_markets.csv`);
}

function fieldReader(header: CsvHeader): (fields: readonly string[], name: string) => string {
  return (fields, name) => fields[header.get(name) ?? -1] ?? "";
}
