import type { ErrorCode } from "@polytraders/core";
import type { CaptureListener, CaptureMessage, CaptureParser } from "./capture-message.ts";
import { readPrice, readSide, readSize, readTimeMs } from "./capture-numbers.ts";
import { splitCsvLine, type CsvHeader } from "./csv-row.ts";
import type { CAPTURE_COLUMNS } from "./table-header.ts";
import type { CaptureIdentity } from "./capture-survey.ts";

const TYPES = new Set(["book", "price_change", "last_trade_price"]);

/**
 * Market-channel captures kept as CSV, one price level per row, whatever the order of columns.
 *
 * Consecutive rows with equal token, type, hash and time are one message. A row that cannot be read
 * is rejected alone; the message open before it and the one after it are marked as damaged, since
 * it may have belonged to either.
 */
export class CsvCaptureParser implements CaptureParser {
  private readonly columns: Record<(typeof CAPTURE_COLUMNS)[number], number>;
  private readonly hashColumn: number;
  private readonly outcomeColumn: number;
  private readonly fieldCount: number;
  private readonly identity: CaptureIdentity;
  private readonly listener: CaptureListener;
  private open: CaptureMessage | undefined;
  private openType = "";
  private openTime = "";
  private isNextDamaged = false;
  private readonly countRounded: () => void;

  constructor(header: CsvHeader, identity: CaptureIdentity, listener: CaptureListener) {
    const at = (name: string): number => header.get(name) ?? -1;
    this.columns = {
      asset_id: at("asset_id"),
      event_type: at("event_type"),
      price: at("price"),
      side: at("side"),
      size: at("size"),
      timestamp: at("timestamp"),
    };
    this.hashColumn = at("hash");
    this.outcomeColumn = at("outcome_name");
    this.fieldCount = header.size;
    this.identity = identity;
    this.listener = listener;
    this.countRounded = () => listener.sizeRounded();
  }

  readLine(text: string, line: number): void {
    const fields = splitCsvLine(text);
    if (fields.length !== this.fieldCount) {
      const found = `${fields.length} fields instead of ${this.fieldCount}`;
      return this.reject(line, "DATA_LINE_FIELD_COUNT", text, found);
    }
    const columns = this.columns;
    const field = (column: number): string => fields[column] ?? "";
    const price = readPrice(field(columns.price));
    const side = readSide(field(columns.side));
    const size = readSize(field(columns.size), this.countRounded);
    if (typeof price !== "number") return this.reject(line, price, text, field(columns.price));
    if (typeof side !== "number") return this.reject(line, side, text, field(columns.side));
    if (typeof size !== "number") return this.reject(line, size, text, field(columns.size));
    const message = this.messageFor(fields, text, line);
    message?.rows.push({ tokenId: message.tokenId, side, price, size, line });
  }

  finish(): void {
    if (this.open !== undefined) this.listener.message(this.open);
    this.open = undefined;
  }

  private messageFor(fields: string[], text: string, line: number): CaptureMessage | undefined {
    const columns = this.columns;
    const tokenId = fields[columns.asset_id] ?? "";
    const type = fields[columns.event_type] ?? "";
    const time = fields[columns.timestamp] ?? "";
    const hash = fields[this.hashColumn] ?? "";
    const open = this.open;
    if (
      open !== undefined &&
      open.tokenId === tokenId &&
      this.openType === type &&
      this.openTime === time &&
      open.hash === hash &&
      type !== "last_trade_price"
    ) {
      if (this.isNextDamaged) open.isDamaged = true;
      this.isNextDamaged = false;
      return open;
    }
    return this.begin(fields, text, line, { tokenId, type, time, hash });
  }

  private begin(
    fields: string[],
    text: string,
    line: number,
    key: { tokenId: string; type: string; time: string; hash: string },
  ): CaptureMessage | undefined {
    const exchangeTimeMs = readTimeMs(key.time);
    const refuse = (code: ErrorCode, found: string): undefined => {
      this.reject(line, code, text, found);
    };
    if (!isCsvType(key.type)) return refuse("DATA_EVENT_UNKNOWN", key.type);
    if (typeof exchangeTimeMs !== "number") return refuse(exchangeTimeMs, key.time);
    if (key.tokenId === "") return refuse("DATA_FIELD_MISSING", "an empty asset_id");
    this.finish();
    const { marketId, slug } = this.identity.ofCsvRow(fields);
    const outcomeName = fields[this.outcomeColumn];
    this.openType = key.type;
    this.openTime = key.time;
    this.open = {
      type: key.type,
      marketId,
      exchangeTimeMs,
      hash: key.hash,
      tokenId: key.tokenId,
      rows: [],
      bestPrices: [],
      line,
      isDamaged: this.isNextDamaged,
      facts: { slug, outcomeName },
    };
    this.isNextDamaged = false;
    return this.open;
  }

  private reject(line: number, code: ErrorCode, text: string, found: string): void {
    this.listener.reject(line, code, text, found);
    if (this.open !== undefined) this.open.isDamaged = true;
    this.isNextDamaged = true;
  }
}

function isCsvType(type: string): type is "book" | "price_change" | "last_trade_price" {
  return TYPES.has(type);
}
