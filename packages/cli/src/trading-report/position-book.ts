import type { EpochMs, LedgerEntry, MicroShares, MicroUsd, PriceUnits } from "@polytraders/core";
import { notionalMicroUsd } from "@polytraders/core";
import { ClosedPositions, type ClosedResults } from "./closed-positions.ts";
import { PositionAccount, type ClosedPosition, type PositionChange } from "./position-account.ts";

/** Holder of tokens that no strategy bought: they were there before, or came from outside. */
export const ACCOUNT = "account";

/** Value of what is held of a token, micro-pUSD. */
export type ValueOf = (tokenId: string, size: MicroShares, costMicroUsd: MicroUsd) => MicroUsd;

interface Holder {
  readonly accounts: Map<string, PositionAccount>;
  readonly closed: ClosedPositions;
}

/** A strategy's profit at one moment, by its own fills. */
export interface HolderProfit {
  readonly netMicroUsd: MicroUsd;
  readonly unrealizedMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly openPositions: number;
  readonly closed: ClosedResults;
}

type FillChange = PositionChange & { readonly fillId: string };

/**
 * Positions by strategy and token, from fills and from the ledger's entries about everything else.
 * The ledger holds one account; this says whose the profit is.
 */
export class PositionBook {
  readonly #holders = new Map<string, Holder>();
  readonly #holdersOfToken = new Map<string, Set<string>>();
  readonly #tokensOf: (marketId: string) => readonly [string, string] | null;

  constructor(
    holderIds: readonly string[],
    tokensOf: (marketId: string) => readonly [string, string] | null,
  ) {
    for (const holderId of holderIds) this.#holder(holderId);
    this.#tokensOf = tokensOf;
  }

  /** A fill of a strategy's order. A sale beyond its own takes over what the account holds. */
  fill(holderId: string, tokenId: string, change: FillChange): void {
    const account = this.#account(holderId, tokenId);
    const lacking = 0 - change.size - account.size;
    if (change.size < 0 && lacking > 0) {
      this.#takeOver(holderId, tokenId, lacking, change.timeMs);
    }
    account.apply(change);
  }

  confirmFill(holderId: string, tokenId: string, fillId: string): void {
    this.#account(holderId, tokenId).confirm(fillId);
  }

  reverseFill(holderId: string, tokenId: string, fillId: string): void {
    this.#account(holderId, tokenId).reverse(fillId);
  }

  /** Takes an entry about anything but fills; others change nothing here. */
  enter(entry: LedgerEntry): void {
    switch (entry.kind) {
      case "market_resolved":
        return this.#resolve(entry.marketId, entry.payouts, entry.timeMs);
      case "tokens_transferred":
        return this.#transfer(entry.tokenId, entry.size, entry.costMicroUsd, entry.timeMs);
      case "pairs_split":
        return this.#convertPairs(entry.marketId, entry.size, entry.timeMs);
      case "pairs_merged":
        return this.#convertPairs(entry.marketId, 0 - entry.size, entry.timeMs);
      default:
    }
  }

  profit(holderId: string, valueOf: ValueOf): HolderProfit {
    const { accounts, closed } = this.#holder(holderId);
    let [net, unrealized, fees, openPositions] = [0, 0, 0, 0];
    const provisional: ClosedPosition[] = [];
    for (const [tokenId, account] of accounts) {
      const { size, costMicroUsd } = account;
      const value = size === 0 ? 0 : valueOf(tokenId, size, costMicroUsd);
      net += account.netMicroUsd(value);
      fees += account.feesMicroUsd;
      provisional.push(...account.closedProvisionally);
      if (size === 0) continue;
      unrealized += value - costMicroUsd;
      openPositions += 1;
    }
    return {
      netMicroUsd: net,
      unrealizedMicroUsd: unrealized,
      feesMicroUsd: fees,
      openPositions,
      closed: closed.read(provisional),
    };
  }

  /** Net profit alone: cheap enough to be asked often. */
  netMicroUsd(holderId: string, valueOf: ValueOf): MicroUsd {
    let net = 0;
    for (const [tokenId, account] of this.#holder(holderId).accounts) {
      const { size, costMicroUsd } = account;
      net += account.netMicroUsd(size === 0 ? 0 : valueOf(tokenId, size, costMicroUsd));
    }
    return net;
  }

  #resolve(marketId: string, payouts: readonly [PriceUnits, PriceUnits], timeMs: EpochMs): void {
    const tokens = this.#tokensOf(marketId);
    if (tokens === null) return;
    for (const [index, tokenId] of tokens.entries()) {
      for (const account of this.#accountsOf(tokenId)) {
        if (account.size === 0) continue;
        const flow = notionalOf(payouts[index] ?? 0, account.size);
        account.apply(standing(timeMs, 0 - account.size, flow));
      }
    }
  }

  #transfer(tokenId: string, size: MicroShares, costMicroUsd: MicroUsd, timeMs: EpochMs): void {
    const account = this.#account(ACCOUNT, tokenId);
    if (size >= 0) return account.apply(standing(timeMs, size, 0 - costMicroUsd));
    if (account.size + size < 0) this.#takeOver(ACCOUNT, tokenId, 0 - size - account.size, timeMs);
    account.apply(standing(timeMs, size, costShare(account, 0 - size)));
  }

  /** Pairs for a dollar each: bought at the account's expense, sold by whoever holds both. */
  #convertPairs(marketId: string, size: MicroShares, timeMs: EpochMs): void {
    const tokens = this.#tokensOf(marketId);
    if (tokens === null) return;
    const half = Math.round(size / 2);
    if (size > 0) {
      this.#account(ACCOUNT, tokens[0]).apply(standing(timeMs, size, -half));
      this.#account(ACCOUNT, tokens[1]).apply(standing(timeMs, size, half - size));
      return;
    }
    let left = 0 - size;
    for (const holderId of this.#holders.keys()) {
      const first = this.#account(holderId, tokens[0]);
      const second = this.#account(holderId, tokens[1]);
      const pairs = Math.min(left, first.size, second.size);
      if (pairs <= 0) continue;
      left -= pairs;
      const costs = [costShare(first, pairs), costShare(second, pairs)] as const;
      const total = costs[0] + costs[1];
      const firstFlow = Math.round(pairs * (total > 0 ? costs[0] / total : 0.5));
      first.apply(standing(timeMs, -pairs, firstFlow));
      second.apply(standing(timeMs, -pairs, pairs - firstFlow));
    }
  }

  /** Moves tokens at cost from whoever holds them, what no strategy bought first. */
  #takeOver(holderId: string, tokenId: string, size: MicroShares, timeMs: EpochMs): void {
    let lacking = size;
    const to = this.#account(holderId, tokenId);
    const others = [...(this.#holdersOfToken.get(tokenId) ?? [])].filter((id) => id !== holderId);
    for (const otherId of others.toSorted((left) => (left === ACCOUNT ? -1 : 0))) {
      const from = this.#account(otherId, tokenId);
      const moved = Math.min(lacking, from.size);
      if (moved <= 0) continue;
      const cost = costShare(from, moved);
      from.apply(standing(timeMs, -moved, cost));
      to.apply(standing(timeMs, moved, 0 - cost));
      lacking -= moved;
    }
  }

  #holder(holderId: string): Holder {
    const present = this.#holders.get(holderId);
    if (present !== undefined) return present;
    const holder: Holder = { accounts: new Map(), closed: new ClosedPositions() };
    this.#holders.set(holderId, holder);
    return holder;
  }

  #account(holderId: string, tokenId: string): PositionAccount {
    const holder = this.#holder(holderId);
    const present = holder.accounts.get(tokenId);
    if (present !== undefined) return present;
    const account = new PositionAccount((closed) => holder.closed.add(closed));
    holder.accounts.set(tokenId, account);
    const holders = this.#holdersOfToken.get(tokenId) ?? new Set();
    this.#holdersOfToken.set(tokenId, holders.add(holderId));
    return account;
  }

  #accountsOf(tokenId: string): PositionAccount[] {
    const holders = [...(this.#holdersOfToken.get(tokenId) ?? [])];
    return holders.map((holderId) => this.#account(holderId, tokenId));
  }
}

/** A change that no failing fill takes back. */
function standing(timeMs: EpochMs, size: number, flowMicroUsd: number): PositionChange {
  return { fillId: null, timeMs, size, flowMicroUsd, feeMicroUsd: 0, slippageMicroUsd: 0 };
}

function costShare(account: PositionAccount, size: MicroShares): MicroUsd {
  if (account.size <= 0) return 0;
  return Math.round(account.costMicroUsd * (Math.min(size, account.size) / account.size));
}

/** A payout: what an oversold position owes is negative. */
function notionalOf(payout: PriceUnits, size: number): MicroUsd {
  return size >= 0
    ? notionalMicroUsd(payout, size, "down")
    : 0 - notionalMicroUsd(payout, 0 - size, "up");
}
