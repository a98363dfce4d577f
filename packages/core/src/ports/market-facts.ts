import type { MarketStatus } from "../contracts/market-status.ts";
import type { BookState, OrderBookView } from "../domain/order-book-view.ts";
import type { EpochMs, MicroShares, PriceUnits } from "../domain/units.ts";

/** What is known of a market at this moment. Read it during the call; it moves with the kernel. */
export interface MarketFacts {
  readonly marketId: string;
  readonly marketIndex: number;
  readonly slug: string;
  readonly tokenIds: readonly [first: string, second: string];
  /** Tick size in force. */
  readonly tickSize: PriceUnits;
  /** Smallest order the venue takes. */
  readonly minimumOrderSize: MicroShares;
  readonly phase: MarketStatus["status"];
  readonly isNegRisk: boolean;
  /** Set of mutually exclusive markets it belongs to; `null` when in none or not known. */
  readonly negRiskSetId: string | null;
  /** Book seen from the first token. */
  readonly book: OrderBookView;
  /** Book seen from the second token. */
  readonly complementBook: OrderBookView;
  readonly bookState: BookState;
  /** Exchange time of the newest message; 0 before the first. */
  readonly newestExchangeTimeMs: EpochMs;
  /** Age of the newest message by kernel time; infinite before the first. */
  readonly bookAgeMs: number;
}

/** Facts by market. */
export interface MarketFactsPort {
  /** `undefined` for a market that is not part of the run. */
  of(marketId: string): MarketFacts | undefined;
  /** The same by the id of one of its tokens. */
  ofToken(tokenId: string): MarketFacts | undefined;
  /** Every market of the run, by index. */
  all(): readonly MarketFacts[];
}
