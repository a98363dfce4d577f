import type { EpochMs, MicroUsd } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { Outbox } from "./outbox.ts";

/** First pause before a redemption is asked for again, and the longest one. */
const PAUSE_MS = 60_000;
const PAUSE_MS_MAX = 3_600_000;

interface Pending {
  readonly market: MarketState;
  askCount: number;
  nextMs: EpochMs;
}

/** Turns what is held of resolved markets into money, as soon as it is settled and until it is done. */
export class Redemptions {
  readonly #parts: DeskParts;
  readonly #outbox: Outbox;
  readonly #isOn: boolean;
  readonly #pending = new Map<string, Pending>();

  constructor(parts: DeskParts, outbox: Outbox, isOn: boolean) {
    this.#parts = parts;
    this.#outbox = outbox;
    this.#isOn = isOn;
  }

  isAsked({ definition }: MarketState): boolean {
    return this.#pending.has(definition.marketId);
  }

  /** What the redemptions on their way will bring at most. */
  get expectedMicroUsd(): MicroUsd {
    let sum = 0;
    for (const { market } of this.#pending.values()) {
      for (const tokenId of market.definition.tokenIds) {
        const { payout = null, settledSize = 0 } = this.#parts.ledger.view.position(tokenId) ?? {};
        if (payout !== null) sum += Math.floor((settledSize * payout) / 10_000);
      }
    }
    return sum;
  }

  /** Markets whose redemption was asked for and not answered. */
  get marketIds(): readonly string[] {
    return [...this.#pending.keys()];
  }

  /** Looks whether something of a market can be redeemed now, and asks for it. */
  review(market: MarketState): void {
    const { marketId } = market.definition;
    if (!this.#isOn || this.#pending.has(marketId) || !this.#canRedeem(market)) return;
    const pending = { market, askCount: 0, nextMs: 0 };
    this.#pending.set(marketId, pending);
    this.#ask(pending);
  }

  /** The venue has redeemed. What has settled since is asked for anew. */
  onRedeemed(market: MarketState): void {
    this.#pending.delete(market.definition.marketId);
    this.review(market);
  }

  #canRedeem({ definition }: MarketState): boolean {
    const { view } = this.#parts.ledger;
    return definition.tokenIds.some((tokenId) => {
      const position = view.position(tokenId);
      return position !== null && position.payout !== null && position.settledSize > 0;
    });
  }

  #ask(pending: Pending): void {
    const { agenda, kernel, recorder } = this.#parts;
    const { market } = pending;
    const { marketId } = market.definition;
    pending.askCount += 1;
    recorder.state("EXEC_REDEMPTION_ASKED", market, { marketId, askCount: pending.askCount });
    this.#outbox.redeem(marketId);
    const pauseMs = Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** Math.min(pending.askCount - 1, 16));
    const isMoot = (): boolean => this.#pending.get(marketId) !== pending;
    agenda.add({ isMoot, run: () => this.#ask(pending) }, kernel.nowMs + pauseMs, kernel.nowMs);
  }
}
