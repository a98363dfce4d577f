import type { MicroShares, MicroUsd } from "@polytraders/core";
import { ClosedPositions, type ClosedResults } from "./closed-positions.ts";
import { isDust, PositionAccount, type PositionChange } from "./position-account.ts";

/** Value of what is held of a token, micro-pUSD. */
export type ValueOf = (tokenId: string, size: MicroShares, costMicroUsd: MicroUsd) => MicroUsd;

/** A holder's profit at one moment, by its own fills. */
export interface HolderProfit {
  readonly netMicroUsd: MicroUsd;
  readonly unrealizedMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly openPositions: number;
  readonly closed: ClosedResults;
}

/** Everything one strategy holds, token by token. */
export class TokenHolder {
  readonly #accounts = new Map<string, PositionAccount>();
  readonly #held = new Map<string, PositionAccount>();
  readonly #closed = new ClosedPositions();
  #balance: MicroUsd = 0;
  #fees: MicroUsd = 0;

  sizeOf(tokenId: string): MicroShares {
    return this.#accounts.get(tokenId)?.size ?? 0;
  }

  /** Cost of some of what is held of a token, at average. */
  costOf(tokenId: string, size: MicroShares): MicroUsd {
    const account = this.#held.get(tokenId);
    if (account === undefined || account.size <= 0) return 0;
    return Math.round(account.costMicroUsd * (Math.min(size, account.size) / account.size));
  }

  apply(tokenId: string, change: PositionChange): void {
    this.#change(tokenId, (account) => account.apply(change));
  }

  confirm(tokenId: string, fillId: string): void {
    this.#accounts.get(tokenId)?.confirm(fillId);
  }

  reverse(tokenId: string, fillId: string): void {
    if (this.#accounts.has(tokenId)) this.#change(tokenId, (account) => account.reverse(fillId));
  }

  /** Net profit alone: walks over what is held, and nothing else. */
  netMicroUsd(valueOf: ValueOf): MicroUsd {
    let net = this.#balance;
    for (const [tokenId, { size, costMicroUsd }] of this.#held) {
      net += valueOf(tokenId, size, costMicroUsd);
    }
    return net;
  }

  profit(valueOf: ValueOf): HolderProfit {
    let unrealized = 0;
    for (const [tokenId, { size, costMicroUsd }] of this.#held) {
      unrealized += valueOf(tokenId, size, costMicroUsd) - costMicroUsd;
    }
    const provisional = [...this.#accounts.values()].flatMap(
      ({ closedProvisionally }) => closedProvisionally,
    );
    return {
      netMicroUsd: this.netMicroUsd(valueOf),
      unrealizedMicroUsd: unrealized,
      feesMicroUsd: this.#fees,
      openPositions: [...this.#held.values()].filter(({ size }) => !isDust(size)).length,
      closed: this.#closed.read(provisional),
    };
  }

  #change(tokenId: string, act: (account: PositionAccount) => void): void {
    const account = this.#account(tokenId);
    const { balanceMicroUsd: balance, feesMicroUsd: fees } = account;
    act(account);
    this.#balance += account.balanceMicroUsd - balance;
    this.#fees += account.feesMicroUsd - fees;
    if (account.size === 0) this.#held.delete(tokenId);
    else this.#held.set(tokenId, account);
  }

  #account(tokenId: string): PositionAccount {
    const present = this.#accounts.get(tokenId);
    if (present !== undefined) return present;
    const account = new PositionAccount((closed) => this.#closed.add(closed));
    this.#accounts.set(tokenId, account);
    return account;
  }
}
