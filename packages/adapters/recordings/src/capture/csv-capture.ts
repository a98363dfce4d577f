import type { ErrorCode } from "@polytraders/core";
import type {
  CaptureListener,
  CaptureMessage,
  CaptureParser,
  CaptureRow,
} from "./capture-message.ts";
import { readPrice, readSide, readSize, readTimeMs } from "./capture-numbers.ts";
import { splitCsvLine, type CsvHeader } from "./csv-row.ts";
import { MessageWindow } from "./message-window.ts";
import type { CAPTURE_COLUMNS } from "./table-header.ts";
import type { CaptureIdentity } from "./capture-survey.ts";

const TYPES = new Set(["book", "price_change", "last_trade_price"]);

/**
 * Market-channel captures kept as CSV, one price level per row, whatever the order of columns.
 *
 * Consecutive rows with equal token, type, hash and time are one message; a book that other rows
 * interrupted, as two writers to one file do, is put together again. A row that cannot be read
 * is rejected alone; the message open before it and the one after it are marked as damaged, since
 * it may have belonged to either. A row that names its token damages only that token's messages.
 */
export class CsvCaptureParser implements CaptureParser {
  private readonly columns: Record<(typeof CAPTURE_COLUMNS)[number], number>;
  private readonly hashColumn: number;
  private readonly outcomeColumn: number;
  private readonly fieldCount: number;
  private readonly identity: CaptureIdentity;
  private readonly listener: CaptureListener;
  private readonly window: MessageWindow;
  private open: CaptureMessage | undefined;
  private openType = "";
  private openTime = "";
  private isNextDamaged = false;
  /** Tokens that lost a row since their last message. */
  private readonly damagedTokens = new Set<string>();
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
    this.window = new MessageWindow((message) => listener.message(message));
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
    const wrong = (code: ErrorCode, column: number): void => {
      this.listener.reject(line, code, text, field(column));
      this.damageOwn(fields);
    };
    if (typeof price !== "number") return wrong(price, columns.price);
    if (typeof side !== "number") return wrong(side, columns.side);
    if (typeof size !== "number") return wrong(size, columns.size);
    const message = this.messageFor(fields, { side, price }, text, line);
    message?.rows.push({ tokenId: message.tokenId, side, price, size, line });
  }

  finish(): void {
    this.window.flush();
  }

  private messageFor(
    fields: string[],
    level: Level,
    text: string,
    line: number,
  ): CaptureMessage | undefined {
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
      return this.continue(open);
    }
    return this.change(fields, level, text, line, { tokenId, type, time, hash });
  }

  /** A row of another message than the one before: of an interrupted book, or of a new one. */
  private change(
    fields: string[],
    level: Level,
    text: string,
    line: number,
    key: MessageKey,
  ): CaptureMessage | undefined {
    const exchangeTimeMs = readTimeMs(key.time);
    const refuse = (code: ErrorCode, found: string): undefined => {
      this.reject(line, code, text, found);
    };
    if (!isCsvType(key.type)) return refuse("DATA_EVENT_UNKNOWN", key.type);
    if (typeof exchangeTimeMs !== "number") return refuse(exchangeTimeMs, key.time);
    if (key.tokenId === "") return refuse("DATA_FIELD_MISSING", "an empty asset_id");
    this.openType = key.type;
    this.openTime = key.time;
    const interrupted =
      key.type === "book"
        ? this.window.interruptedBook(key.tokenId, key.hash, exchangeTimeMs, level)
        : undefined;
    if (interrupted !== undefined) return this.continue(interrupted);
    return this.begin(fields, line, { ...key, type: key.type, exchangeTimeMs });
  }

  private continue(message: CaptureMessage): CaptureMessage {
    if (this.isNextDamaged) message.isDamaged = true;
    this.isNextDamaged = false;
    this.open = message;
    return message;
  }

  private begin(
    fields: string[],
    line: number,
    key: { type: CsvMessageType; tokenId: string; hash: string; exchangeTimeMs: number },
  ): CaptureMessage {
    const { marketId, slug } = this.identity.ofCsvRow(fields);
    const outcomeName = fields[this.outcomeColumn];
    const message: CaptureMessage = {
      type: key.type,
      marketId,
      exchangeTimeMs: key.exchangeTimeMs,
      hash: key.hash,
      tokenId: key.tokenId,
      rows: [],
      bestPrices: [],
      line,
      isDamaged: this.damagedTokens.delete(key.tokenId) || this.isNextDamaged,
      facts: { slug, outcomeName },
    };
    this.isNextDamaged = false;
    this.open = message;
    this.window.add(message);
    return message;
  }

  /** A row with a wrong number that still names its token damages that token's book and no other. */
  private damageOwn(fields: string[]): void {
    const columns = this.columns;
    const tokenId = fields[columns.asset_id] ?? "";
    const type = fields[columns.event_type] ?? "";
    if (!isCsvType(type) || tokenId === "") return this.damageAround();
    // A lost trade leaves the book as it is.
    if (type === "last_trade_price") return;
    const open = this.open;
    const isOpen =
      open?.tokenId === tokenId &&
      this.openType === type &&
      this.openTime === fields[columns.timestamp] &&
      open.hash === (fields[this.hashColumn] ?? "");
    if (isOpen) open.isDamaged = true;
    else this.damagedTokens.add(tokenId);
  }

  private reject(line: number, code: ErrorCode, text: string, found: string): void {
    this.listener.reject(line, code, text, found);
    this.damageAround();
  }

  /** A line that cannot be read may have belonged to the message before it or to the one after. */
  private damageAround(): void {
    if (this.open !== undefined) this.open.isDamaged = true;
    this.isNextDamaged = true;
  }
}

type CsvMessageType = "book" | "price_change" | "last_trade_price";
type Level = Pick<CaptureRow, "side" | "price">;

/** What the rows of one message share, as written. */
interface MessageKey {
  readonly tokenId: string;
  readonly type: string;
  readonly time: string;
  readonly hash: string;
}

function isCsvType(type: string): type is CsvMessageType {
  return TYPES.has(type);
}
