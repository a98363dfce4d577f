import {
  Ledger,
  type LedgerAnswer,
  type LedgerFill,
  type LedgerOptions,
  type SettlementState,
} from "../../src/index.ts";

/** Micro-units of a decimal amount. */
export function micro(amount: number): number {
  return Math.round(amount * 1_000_000);
}

/** An account whose time, ids and small print need no mention in a test. */
export class Account {
  readonly ledger: Ledger;
  nowMs = 0;
  #count = 0;

  constructor(options: LedgerOptions = {}) {
    this.ledger = new Ledger(options);
  }

  get view() {
    return this.ledger.view;
  }

  get cause() {
    this.#count += 1;
    return { timeMs: this.nowMs, correlationId: `c${this.#count}`, eventSequence: this.#count };
  }

  id(): string {
    this.#count += 1;
    return `id${this.#count}`;
  }

  /** A market with the tokens `<id>-yes` and `<id>-no`, of a set of `outcomeCount` when given. */
  list(marketId: string, negRiskSetId: string | null = null, outcomeCount = 3): LedgerAnswer {
    return this.ledger.listMarket(
      {
        marketId,
        tokenIds: [`${marketId}-yes`, `${marketId}-no`],
        negRisk: negRiskSetId === null ? null : { negRiskSetId, outcomeCount },
      },
      this.cause,
    );
  }

  deposit(usd: number): LedgerAnswer {
    return this.ledger.transferCash(this.id(), micro(usd), this.cause);
  }

  /** A fill of an order that was never reserved; sizes in shares, prices in dollars. */
  fill(
    side: "BUY" | "SELL",
    tokenId: string,
    shares: number,
    price: number,
    more: Partial<LedgerFill> = {},
  ): LedgerFill {
    const fill: LedgerFill = {
      fillId: this.id(),
      venueTradeId: "trade",
      orderId: "unsent",
      tokenId,
      side,
      role: "taker",
      price: Math.round(price * 10_000),
      size: micro(shares),
      feeMicroUsd: 0,
      settlement: "CONFIRMED",
      exchangeTimeMs: this.nowMs,
      ...more,
    };
    this.tell(fill);
    return fill;
  }

  tell(fill: LedgerFill, settlement: SettlementState = fill.settlement): LedgerAnswer {
    return this.ledger.recordFill({ ...fill, settlement, ...this.cause });
  }

  mark(tokenId: string, bid: number, price = bid): void {
    const index = this.view.tokenIndexOf(tokenId);
    this.ledger.mark(index, Math.round(bid * 10_000), Math.round(price * 10_000));
  }

  /** Money comes in that nobody deposited. */
  gain(usd: number): LedgerAnswer {
    return this.ledger.recordPayout(
      {
        operationId: this.id(),
        income: "reward",
        marketId: null,
        utcDay: 0,
        amountMicroUsd: micro(usd),
      },
      this.cause,
    );
  }

  /** A bet on YES that comes to nothing. */
  lose(usd: number): void {
    const marketId = this.id();
    this.list(marketId);
    this.fill("BUY", `${marketId}-yes`, usd * 2, 0.5);
    this.ledger.resolveMarket(marketId, [0, 10_000], this.cause);
    this.ledger.redeem({ operationId: this.id(), marketId, sizes: null }, this.cause);
  }

  /** Drawdown now, as a share of the peak. */
  judge(): { readonly drawdown: number; readonly level: string; readonly peakUsd: number } {
    const { peakMicroUsd, effectiveMicroUsd, level } = this.ledger.judgeDrawdown(this.cause);
    const lost = Math.max(0, peakMicroUsd - effectiveMicroUsd);
    return {
      drawdown: peakMicroUsd > 0 ? lost / peakMicroUsd : 0,
      level,
      peakUsd: peakMicroUsd / 1e6,
    };
  }
}

export function codeOf(answer: LedgerAnswer): string {
  return answer.status === "refused" ? answer.code : answer.status;
}
