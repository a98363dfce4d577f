import type { EpochMs, PriceUnits } from "@polytraders/core";
import type { Vault } from "../accounts/vault.ts";
import type { ListedMarket } from "../exchange/exchange.ts";
import type { Schedule } from "../exchange/schedule.ts";
import type { ResolutionModel } from "./resolution-model.ts";

/** Payout per token, price units that sum to 10,000. */
export type Payouts = readonly [PriceUnits, PriceUnits];

/** What the chain and the resolution need to know of a market. */
export type ResolvableMarket = Pick<ListedMarket, "index" | "terms" | "state">;

export interface ResolutionOptions {
  readonly schedule: Schedule;
  readonly vault: Vault;
  readonly model: ResolutionModel;
  readonly market: (conditionId: string) => ResolvableMarket | undefined;
  /** Every market of a neg-risk set, by `negRiskIndex`. */
  readonly marketsOfSet: (negRiskSetId: string) => readonly ResolvableMarket[];
  /**
   * A market's resolution has a new phase: of a proposal with what it proposes, of a dispute with
   * `null`. At `final` the vault knows the payouts already; the exchange is to cancel the market's
   * orders, keep payouts and phases in the market's state and tell its listeners. A YES outcome
   * of a neg-risk set makes one such call for each sibling, after its own.
   */
  readonly changed: (
    conditionId: string,
    phase: "proposed" | "disputed" | "final",
    payouts: Payouts | null,
  ) => void;
}

/**
 * The oracle. A proposal is final after the dispute window; a dispute starts a longer clock, at the
 * end of which the decision is final: the payouts named with the dispute or in a later proposal,
 * else what was proposed first. `[5_000, 5_000]` is a void.
 *
 * In a neg-risk set one YES outcome makes every sibling NO at once. When NO tokens of a set have been
 * converted, its YES payouts must sum to at most a dollar, or the set's dollars would not cover
 * its holders: such a command is refused, and such a proposal counts as disputed when its
 * window ends.
 *
 * Every command throws `VENUE_MARKET_UNKNOWN` or `VENUE_COMMAND_INVALID` without changing anything.
 */
export interface Resolution {
  propose(conditionId: string, payouts: Payouts): void;
  /** @param decision - what the decision will be; `null` leaves the proposal as it is */
  dispute(conditionId: string, decision?: Payouts | null): void;
  /** Final at once. */
  resolve(conditionId: string, payouts: Payouts): void;
  /** From when tokens of a market can be redeemed; `null` while it is not final. */
  redeemableAtMs(conditionId: string): EpochMs | null;
}
