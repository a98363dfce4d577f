import type { MicroShares, PriceUnits } from "../domain/units.ts";
import type { MarketTerms } from "./market-terms.ts";

/** What is known of one binary market before its first message. */
export interface MarketDefinition {
  /** Condition id where known, else the numeric Gamma id, else the slug. */
  readonly marketId: string;
  /** Name a person recognises. */
  readonly slug: string;
  /** The two tokens; the book is kept on the view of the first. The second is `""` while unseen. */
  readonly tokenIds: readonly [first: string, second: string];
  /** Outcome names in token order, `""` where not recorded. */
  readonly outcomes: readonly [first: string, second: string];
  /** Tick size in force at the first message. */
  readonly tickSize: PriceUnits;
  /** Smallest order the venue takes, 0 where not recorded. */
  readonly minimumOrderSize: MicroShares;
  /** True when the market belongs to a neg-risk set. */
  readonly isNegRisk: boolean;
  /** Id of that set, where known. */
  readonly negRiskSetId?: string;
  /** Outcomes of the whole set, where known: only then can its collateral be released. */
  readonly negRiskOutcomeCount?: number;
  /** Fees, rewards and times, where known. */
  readonly terms?: MarketTerms;
}

/** Where market data comes from; it rides on every run so that nobody mistakes a synthetic result. */
export interface DataOrigin {
  readonly kind: "recording" | "synthetic" | "live";
  /** Short name shown to people. */
  readonly label: string;
  /** Content hash of a recording, or the seed of a synthetic feed. */
  readonly fingerprint: string;
}
