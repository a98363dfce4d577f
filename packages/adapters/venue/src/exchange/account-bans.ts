import type { OrderRequest, Refusal } from "./order-request.ts";
import { addressBanned, closedOnly } from "./refusals.ts";

export type BanKind = "banned" | "closed_only" | "none";

/** Accounts that may not trade, or only get out of what they hold. */
export class AccountBans {
  readonly #bans = new Map<string, BanKind>();

  set(account: string, kind: BanKind): void {
    if (kind === "none") this.#bans.delete(account);
    else this.#bans.set(account, kind);
  }

  of(account: string): BanKind {
    return this.#bans.get(account) ?? "none";
  }

  /** Why the account may not place this order; an account in closed-only mode may still sell. */
  refusalOf({ account, side }: OrderRequest): Refusal | null {
    const kind = this.of(account);
    if (kind === "banned") return addressBanned(account);
    return kind === "closed_only" && side === "BUY" ? closedOnly(account) : null;
  }
}
