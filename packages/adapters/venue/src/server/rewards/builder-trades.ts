import { formatDecimal, formatPrice, formatShares } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { VenueTrade } from "../../exchange/venue-trade.ts";
import { tradeStatus } from "../account/trade-row.ts";

/** Trades kept for one builder, and builders kept; the oldest go first. */
const TRADES_KEPT = 10_000;
const BUILDERS_KEPT = 1_000;

/** One order's part in a trade that came through a builder. */
interface BuilderPart {
  readonly tradeId: string;
  readonly orderId: string;
  readonly role: "TAKER" | "MAKER";
}

/** Which trades came through which builder, taken down as they happen. */
export class BuilderTrades {
  readonly #exchange: Exchange;
  readonly #byCode = new Map<string, BuilderPart[]>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    exchange.subscribe((event) => {
      if (event.kind === "trade_matched") this.#add(event.trade);
    });
  }

  /** Newest first. */
  of(code: string): readonly BuilderPart[] {
    return (this.#byCode.get(code.toLowerCase()) ?? []).toReversed();
  }

  /** A part in the venue's form. */
  row({ tradeId, orderId, role }: BuilderPart, code: string): Readonly<Record<string, unknown>> {
    const [trade] = this.#exchange.trades({ tradeId });
    if (trade === undefined) return {};
    const terms = this.#exchange.market(trade.conditionId)?.terms;
    const maker = trade.makers.find((fill) => fill.orderId === orderId);
    const isTaker = role === "TAKER" || maker === undefined;
    const part = isTaker ? trade : maker;
    const account = isTaker ? trade.takerAccount : maker.account;
    const fee = isTaker ? trade.feeMicroUsd : 0;
    const time = String(trade.matchedAtMs);
    return {
      id: trade.tradeId,
      tradeType: role,
      takerOrderHash: trade.takerOrderId,
      builder: code,
      market: trade.conditionId,
      assetId: terms?.tokenIds[part.token] ?? "",
      side: part.side,
      size: formatShares(part.size),
      sizeUsdc: formatDecimal(part.notionalMicroUsd, 6),
      price: formatPrice(part.price),
      status: tradeStatus(trade.settlement),
      outcome: terms?.outcomes[part.token] ?? "",
      outcomeIndex: part.token,
      owner: isTaker ? trade.takerSession : maker.session,
      maker: account,
      transactionHash: trade.transactionHash,
      matchTime: String(Math.floor(trade.matchedAtMs / 1_000)),
      bucketIndex: trade.bucketIndex,
      fee: formatDecimal(fee, 6),
      feeUsdc: formatDecimal(fee, 6),
      builderFee: formatDecimal(part.builderFeeMicroUsd, 6),
      builderCode: code,
      err_msg: null,
      createdAt: new Date(Number(time)).toISOString(),
      updatedAt: new Date(trade.settledAtMs).toISOString(),
    };
  }

  #add(trade: VenueTrade): void {
    this.#note(trade.takerOrderId, trade.tradeId, "TAKER");
    for (const { orderId } of trade.makers) this.#note(orderId, trade.tradeId, "MAKER");
  }

  #note(orderId: string, tradeId: string, role: BuilderPart["role"]): void {
    const code = this.#exchange.order(orderId)?.request.builderCode ?? null;
    if (code === null) return;
    const parts = this.#byCode.get(code) ?? [];
    if (parts.length === 0) {
      if (this.#byCode.size >= BUILDERS_KEPT) {
        const [oldest] = this.#byCode.keys();
        if (oldest !== undefined) this.#byCode.delete(oldest);
      }
      this.#byCode.set(code, parts);
    }
    parts.push({ tradeId, orderId, role });
    if (parts.length > 2 * TRADES_KEPT) parts.splice(0, parts.length - TRADES_KEPT);
  }
}
