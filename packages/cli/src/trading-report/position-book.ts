import type { EpochMs, LedgerEntry, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import { notionalMicroUsd } from "@polytraders/core";
import type { PositionChange } from "./position-account.ts";
import { TokenHolder, type HolderProfit, type ValueOf } from "./token-holder.ts";

/** Holder of tokens that no strategy bought: they were there before, or came from outside. */
const ACCOUNT = "account";
/** Whoever is no strategy opens no positions of his own: he ends those of others. */
const STRATEGY_PREFIX = "strat.";

type FillChange = PositionChange & { readonly fillId: string };

/**
 * Positions by strategy and token, from fills and from the ledger's entries about everything else.
 * The ledger holds one account; this says whose the profit is.
 */
export class PositionBook {
  readonly #holders = new Map<string, TokenHolder>();
  readonly #tokensOf: (marketId: string) => readonly [string, string] | null;

  constructor(
    holderIds: readonly string[],
    tokensOf: (marketId: string) => readonly [string, string] | null,
  ) {
    for (const holderId of holderIds) this.#holder(holderId);
    this.#tokensOf = tokensOf;
  }

  /**
   * A fill. A strategy that sells more than it bought uses up what the account held before it; beyond
   * that it is short, while another strategy's position stays its own. A sale by anybody else, such as
   * a stop loss, is the end of the positions that it sells, at the expense of those who opened them.
   */
  fill(holderId: string, tokenId: string, change: FillChange): void {
    const holder = this.#holder(holderId);
    const lacking = 0 - change.size - holder.sizeOf(tokenId);
    if (change.size >= 0 || lacking <= 0) return holder.apply(tokenId, change);
    if (!holderId.startsWith(STRATEGY_PREFIX)) return this.#sellForOthers(holder, tokenId, change);
    this.#takeOver(holder, tokenId, lacking, change.timeMs);
    holder.apply(tokenId, change);
  }

  confirmFill(tokenId: string, fillId: string): void {
    for (const holder of this.#holders.values()) holder.confirm(tokenId, fillId);
  }

  reverseFill(tokenId: string, fillId: string): void {
    for (const holder of this.#holders.values()) holder.reverse(tokenId, fillId);
  }

  /** Takes an entry about anything but fills; others change nothing here. */
  enter(entry: LedgerEntry): void {
    switch (entry.kind) {
      case "market_resolved":
        return this.#resolve(entry.marketId, entry.payouts, entry.timeMs);
      case "tokens_transferred":
        return this.#transfer(entry.tokenId, entry.size, entry.costMicroUsd, entry.timeMs);
      case "pairs_split":
        return this.#split(entry.marketId, entry.size, entry.timeMs);
      case "pairs_merged":
        return this.#merge(entry.marketId, entry.size, entry.timeMs);
      default:
    }
  }

  profit(holderId: string, valueOf: ValueOf): HolderProfit {
    return this.#holder(holderId).profit(valueOf);
  }

  /** Net profit alone: cheap enough to be asked often. */
  netMicroUsd(holderId: string, valueOf: ValueOf): MicroUsd {
    return this.#holder(holderId).netMicroUsd(valueOf);
  }

  #resolve(marketId: string, payouts: readonly [PriceUnits, PriceUnits], timeMs: EpochMs): void {
    for (const [index, tokenId] of (this.#tokensOf(marketId) ?? []).entries()) {
      for (const holder of this.#holders.values()) {
        const size = holder.sizeOf(tokenId);
        if (size === 0) continue;
        const paid = payoutOf(payouts[index] ?? 0, size);
        holder.apply(tokenId, standing(timeMs, 0 - size, paid));
      }
    }
  }

  #transfer(tokenId: string, size: number, costMicroUsd: number, timeMs: EpochMs): void {
    const account = this.#holder(ACCOUNT);
    if (size >= 0) return account.apply(tokenId, standing(timeMs, size, 0 - costMicroUsd));
    const lacking = 0 - size - account.sizeOf(tokenId);
    if (lacking > 0) this.#takeOver(account, tokenId, lacking, timeMs);
    account.apply(tokenId, standing(timeMs, size, account.costOf(tokenId, 0 - size)));
  }

  /** Pairs are bought for a dollar each, half of it for either token. */
  #split(marketId: string, size: number, timeMs: EpochMs): void {
    const tokens = this.#tokensOf(marketId);
    if (tokens === null) return;
    const account = this.#holder(ACCOUNT);
    const half = Math.round(size / 2);
    account.apply(tokens[0], standing(timeMs, size, 0 - half));
    account.apply(tokens[1], standing(timeMs, size, half - size));
  }

  /** Whoever holds both tokens sells pairs for a dollar each, shared out by what they cost. */
  #merge(marketId: string, size: number, timeMs: EpochMs): void {
    const tokens = this.#tokensOf(marketId);
    if (tokens === null) return;
    let left = size;
    for (const holder of this.#holders.values()) {
      const pairs = Math.min(left, holder.sizeOf(tokens[0]), holder.sizeOf(tokens[1]));
      if (pairs <= 0) continue;
      left -= pairs;
      const first = holder.costOf(tokens[0], pairs);
      const cost = first + holder.costOf(tokens[1], pairs);
      const paid = Math.round(pairs * (cost > 0 ? first / cost : 0.5));
      holder.apply(tokens[0], standing(timeMs, 0 - pairs, paid));
      holder.apply(tokens[1], standing(timeMs, 0 - pairs, pairs - paid));
    }
  }

  /** Moves tokens, at cost, from what the account held before. */
  #takeOver(to: TokenHolder, tokenId: string, size: number, timeMs: EpochMs): void {
    const from = this.#holder(ACCOUNT);
    const moved = from === to ? 0 : Math.min(size, from.sizeOf(tokenId));
    if (moved <= 0) return;
    const cost = from.costOf(tokenId, moved);
    from.apply(tokenId, standing(timeMs, 0 - moved, cost));
    to.apply(tokenId, standing(timeMs, moved, 0 - cost));
  }

  /** Shares a sale out among those who hold the token; what nobody holds stays with the seller. */
  #sellForOthers(seller: TokenHolder, tokenId: string, change: FillChange): void {
    let rest: FillChange = change;
    for (const holder of new Set([seller, ...this.#holders.values()])) {
      const sold = Math.min(0 - rest.size, holder.sizeOf(tokenId));
      if (sold <= 0) continue;
      const part = partOf(change, sold);
      holder.apply(tokenId, sold === 0 - rest.size ? rest : part);
      if (sold === 0 - rest.size) return;
      rest = lessPart(rest, part);
    }
    seller.apply(tokenId, rest);
  }

  #holder(holderId: string): TokenHolder {
    const present = this.#holders.get(holderId);
    if (present !== undefined) return present;
    const holder = new TokenHolder();
    this.#holders.set(holderId, holder);
    return holder;
  }
}

/** The share of a sale that falls to so much of it. */
function partOf(change: FillChange, size: number): FillChange {
  const share = size / (0 - change.size);
  return {
    ...change,
    size: 0 - size,
    flowMicroUsd: Math.round(change.flowMicroUsd * share),
    feeMicroUsd: Math.round(change.feeMicroUsd * share),
    slippageMicroUsd: Math.round(change.slippageMicroUsd * share),
  };
}

function lessPart(change: FillChange, part: FillChange): FillChange {
  return {
    ...change,
    size: change.size - part.size,
    flowMicroUsd: change.flowMicroUsd - part.flowMicroUsd,
    feeMicroUsd: change.feeMicroUsd - part.feeMicroUsd,
    slippageMicroUsd: change.slippageMicroUsd - part.slippageMicroUsd,
  };
}

/** A change that no failing fill takes back. */
function standing(timeMs: EpochMs, size: number, flowMicroUsd: number): PositionChange {
  return { fillId: null, timeMs, size, flowMicroUsd, feeMicroUsd: 0, slippageMicroUsd: 0 };
}

/** What an oversold position owes is negative. */
function payoutOf(payout: PriceUnits, size: MicroShares): MicroUsd {
  return size >= 0
    ? notionalMicroUsd(payout, size, "down")
    : 0 - notionalMicroUsd(payout, 0 - size, "up");
}
