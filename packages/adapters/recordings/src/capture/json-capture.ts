import { isTickSize, parsePriceUnits, type ErrorCode } from "@polytraders/core";
import type {
  CaptureListener,
  CaptureMessage,
  CaptureMessageType,
  CaptureParser,
  CaptureRow,
  MarketFacts,
} from "./capture-message.ts";
import { readBestPrice, readPrice, readSide, readSize, readTimeMs } from "./capture-numbers.ts";
import { isJsonObject, listOf, textOf, type JsonObject } from "./json-fields.ts";
import { marketFactsOf } from "./market-facts.ts";

/** Messages of other channels and services that may stand in a capture; left out, not rejected. */
const HEARTBEATS = new Set(["PONG", "PING"]);
/** Looking a whole frame up in the set would hash all of it. */
const HEARTBEAT_LENGTH = 4;

/** Where a message stands, for its rows and for the list of rejected lines. */
interface Place {
  readonly line: number;
  readonly text: string;
}

/**
 * Raw messages of the market channel: one message or one array of messages per line, bare or in a
 * wrapper `{received_ms, raw}`, or one pretty-printed JSON value over the whole file. All shapes
 * the venue has used: one change per message, a `changes` list, and `price_changes` with both
 * tokens.
 */
export class JsonCaptureParser implements CaptureParser {
  private readonly listener: CaptureListener;
  private readonly isOneValue: boolean;
  private readonly countRounded: () => void;
  private readonly wholeText: string[] = [];
  /** Receive time minus exchange time of the newest message, to place heartbeats in time. */
  private latencyMs = 0;
  private receivedMs: number | undefined;

  constructor(isOneValue: boolean, listener: CaptureListener) {
    this.isOneValue = isOneValue;
    this.listener = listener;
    this.countRounded = () => listener.sizeRounded();
  }

  readLine(text: string, line: number): void {
    if (this.isOneValue) this.wholeText.push(text);
    else this.readJson(text, { line, text });
  }

  finish(): void {
    if (!this.isOneValue) return;
    const text = this.wholeText.join("\n");
    this.readJson(text, { line: 1, text });
  }

  private readJson(text: string, place: Place): void {
    const trimmed = text.trim();
    if (trimmed === "") return;
    if (trimmed.length === HEARTBEAT_LENGTH && HEARTBEATS.has(trimmed)) {
      return this.readHeartbeat(place);
    }
    try {
      const value: unknown = JSON.parse(trimmed);
      this.readValue(value, place);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.listener.reject(place.line, "DATA_LINE_NOT_JSON", text, error.message);
    }
  }

  private readValue(value: unknown, place: Place): void {
    if (Array.isArray(value)) for (const element of value) this.readValue(element, place);
    else if (!isJsonObject(value)) this.refuse(place, "DATA_EVENT_UNKNOWN", typeof value);
    else if (value["raw"] !== undefined) this.readWrapped(value, place);
    else this.readMessage(value, place);
  }

  private readWrapped(wrapper: JsonObject, place: Place): void {
    const received = Number(wrapper["received_ms"]);
    this.receivedMs = Number.isSafeInteger(received) ? received : undefined;
    const raw = wrapper["raw"];
    if (typeof raw === "string") this.readJson(raw, place);
    else this.readValue(raw, place);
    this.receivedMs = undefined;
  }

  /** A heartbeat carries no time; where its receive time is known, the usual latency is taken off. */
  private readHeartbeat(place: Place): void {
    if (this.receivedMs === undefined) return;
    this.send("heartbeat", { place, timeMs: this.receivedMs - this.latencyMs, marketId: "" }, {});
  }

  private readMessage(message: JsonObject, place: Place): void {
    const type = typeOf(message);
    if (type === "new_market" || isGammaMarket(message)) return this.readMarket(message, place);
    if (type === undefined) {
      return this.refuse(
        place,
        "DATA_EVENT_UNKNOWN",
        textOf(message, "event_type") || "no event_type",
      );
    }
    const timeMs = readTimeMs(message["timestamp"]);
    if (typeof timeMs !== "number") return this.refuse(place, timeMs, textOf(message, "timestamp"));
    const marketId = textOf(message, "market");
    if (marketId === "") return this.refuse(place, "DATA_FIELD_MISSING", "no market");
    if (this.receivedMs !== undefined) this.latencyMs = Math.max(0, this.receivedMs - timeMs);
    const head = { place, timeMs, marketId };
    switch (type) {
      case "book":
        return this.readBook(message, head);
      case "price_change":
        return this.readChanges(message, head);
      case "last_trade_price":
        return this.readTrade(message, head);
      case "tick_size_change":
        return this.readTickSize(message, head);
      case "best_bid_ask":
        return this.readBest(message, head);
      case "market_resolved":
        return this.send(type, head, { facts: marketFactsOf(message) });
    }
  }

  /** A market's own object: its facts, no rows. */
  private readMarket(message: JsonObject, place: Place): void {
    const names = ["market", "condition_id", "conditionId"];
    const marketId = names.map((name) => textOf(message, name)).find((id) => id !== "") ?? "";
    if (marketId === "") return this.refuse(place, "DATA_FIELD_MISSING", "no market");
    this.listener.facts(marketId, marketFactsOf(message));
  }

  private readBook(message: JsonObject, head: Head): void {
    const tokenId = textOf(message, "asset_id");
    if (tokenId === "") return this.refuse(head.place, "DATA_FIELD_MISSING", "no asset_id");
    const hasSide = (name: string): boolean => Array.isArray(message[name]);
    const bids = hasSide("bids") ? "bids" : "buys";
    const asks = hasSide("asks") ? "asks" : "sells";
    const rows: CaptureRow[] = [];
    let isDamaged = false;
    for (const [name, side] of [
      [asks, "SELL"],
      [bids, "BUY"],
    ] as const) {
      for (const level of listOf(message, name)) {
        const row = this.readRow(level, head.place, tokenId, side);
        if (row === undefined) isDamaged = true;
        else rows.push(row);
      }
    }
    this.send("book", head, {
      tokenId,
      rows,
      isDamaged,
      hash: textOf(message, "hash"),
      facts: marketFactsOf(message),
    });
  }

  private readChanges(message: JsonObject, head: Head): void {
    const ownToken = textOf(message, "asset_id");
    const rows: CaptureRow[] = [];
    const bestByToken = new Map<string, CaptureRow[]>();
    let isDamaged = false;
    for (const change of changesOf(message)) {
      const tokenId = (isJsonObject(change) && textOf(change, "asset_id")) || ownToken;
      const row = this.readRow(change, head.place, tokenId, "");
      if (row === undefined) {
        isDamaged = true;
        continue;
      }
      rows.push(row);
      if (isJsonObject(change)) {
        const best = this.readBestRows(change, head.place, tokenId);
        if (best.length > 0) bestByToken.set(tokenId, best);
      }
    }
    if (rows.length === 0 && !isDamaged) {
      return this.refuse(head.place, "DATA_FIELD_MISSING", "a price_change without changes");
    }
    const bestPrices = [...bestByToken.values()].flat();
    this.send("price_change", head, {
      tokenId: ownToken,
      rows,
      bestPrices,
      isDamaged,
      hash: textOf(message, "hash"),
    });
  }

  private readTrade(message: JsonObject, head: Head): void {
    const tokenId = textOf(message, "asset_id");
    const row = this.readRow(message, head.place, tokenId, "");
    if (row !== undefined) this.send("last_trade_price", head, { tokenId, rows: [row] });
  }

  private readTickSize(message: JsonObject, head: Head): void {
    const text = textOf(message, "new_tick_size");
    const tickSize = parsePriceUnits(text);
    if (!isTickSize(tickSize)) return this.refuse(head.place, "DATA_TICK_SIZE_INVALID", text);
    const tokenId = textOf(message, "asset_id");
    const previous = parsePriceUnits(textOf(message, "old_tick_size"));
    const previousTickSize = isTickSize(previous) ? previous : undefined;
    this.send("tick_size_change", head, { tokenId, facts: { tickSize, previousTickSize } });
  }

  private readBest(message: JsonObject, head: Head): void {
    const tokenId = textOf(message, "asset_id");
    if (tokenId === "") return this.refuse(head.place, "DATA_FIELD_MISSING", "no asset_id");
    const bestPrices = this.readBestRows(message, head.place, tokenId);
    if (bestPrices.length > 0) this.send("best_bid_ask", head, { tokenId, bestPrices });
  }

  /** `best_bid` and `best_ask` of a message or of one of its changes. */
  private readBestRows(object: JsonObject, place: Place, tokenId: string): CaptureRow[] {
    const rows: CaptureRow[] = [];
    for (const [name, side] of [
      ["best_bid", 0],
      ["best_ask", 1],
    ] as const) {
      if (object[name] === undefined) continue;
      const text = textOf(object, name);
      const price = readBestPrice(text);
      if (typeof price === "number") rows.push({ tokenId, side, price, size: 0, line: place.line });
      else this.refuse(place, price, `${name} ${text}`);
    }
    return rows;
  }

  private readRow(
    level: unknown,
    place: Place,
    tokenId: string,
    side: string,
  ): CaptureRow | undefined {
    if (!isJsonObject(level) || tokenId === "") {
      this.refuse(
        place,
        "DATA_FIELD_MISSING",
        tokenId === "" ? "no asset_id" : "a level that is no object",
      );
      return undefined;
    }
    const price = readPrice(textOf(level, "price"));
    const size = readSize(textOf(level, "size"), this.countRounded);
    const rowSide = readSide(side || textOf(level, "side"));
    if (typeof price !== "number") this.refuse(place, price, `price ${textOf(level, "price")}`);
    else if (typeof size !== "number") this.refuse(place, size, `size ${textOf(level, "size")}`);
    else if (typeof rowSide !== "number")
      this.refuse(place, rowSide, `side ${textOf(level, "side")}`);
    else return { tokenId, side: rowSide, price, size, line: place.line };
    return undefined;
  }

  private refuse(place: Place, code: ErrorCode, found: string): void {
    this.listener.reject(place.line, code, place.text, found);
  }

  private send(type: CaptureMessageType, head: Head, parts: MessageParts): void {
    this.listener.message({
      type,
      marketId: head.marketId,
      exchangeTimeMs: head.timeMs,
      line: head.place.line,
      hash: parts.hash ?? "",
      tokenId: parts.tokenId ?? "",
      rows: parts.rows ?? [],
      bestPrices: parts.bestPrices ?? [],
      isDamaged: parts.isDamaged ?? false,
      facts: parts.facts,
    });
  }
}

interface Head {
  readonly place: Place;
  readonly timeMs: number;
  readonly marketId: string;
}

interface MessageParts {
  readonly hash?: string;
  readonly tokenId?: string;
  readonly rows?: CaptureMessage["rows"];
  readonly bestPrices?: readonly CaptureRow[];
  readonly isDamaged?: boolean;
  readonly facts?: MarketFacts;
}

type JsonMessageType = Exclude<CaptureMessageType, "quote" | "heartbeat"> | "new_market";

const JSON_TYPES: ReadonlySet<string> = new Set<JsonMessageType>([
  "book",
  "price_change",
  "last_trade_price",
  "tick_size_change",
  "best_bid_ask",
  "market_resolved",
  "new_market",
]);

function isJsonType(type: string): type is JsonMessageType {
  return JSON_TYPES.has(type);
}

function isGammaMarket(message: JsonObject): boolean {
  return message["conditionId"] !== undefined && message["clobTokenIds"] !== undefined;
}

/** The type a message states or, for frames without `event_type`, the one its fields show. */
function typeOf(message: JsonObject): JsonMessageType | undefined {
  const stated = textOf(message, "event_type");
  if (stated !== "") return isJsonType(stated) ? stated : undefined;
  if (message["bids"] !== undefined || message["asks"] !== undefined) return "book";
  if (message["price_changes"] !== undefined || message["changes"] !== undefined)
    return "price_change";
  if (message["new_tick_size"] !== undefined) return "tick_size_change";
  const isTrade = message["fee_rate_bps"] !== undefined && message["price"] !== undefined;
  return isTrade && message["status"] === undefined ? "last_trade_price" : undefined;
}

function changesOf(message: JsonObject): readonly unknown[] {
  for (const name of ["price_changes", "changes"]) {
    if (message[name] !== undefined) return listOf(message, name);
  }
  return message["price"] === undefined ? [] : [message];
}
