import {
  createBatch,
  PolytradersError,
  type DataOrigin,
  type MarketDataBatch,
  type MarketDefinition,
} from "@polytraders/core";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";
import type { Feed } from "./market-feed.ts";
import { marketTermsOf } from "../market/market-terms-of.ts";
import { FeedRowWriter, marketStatusOf } from "./feed-row-writer.ts";

export interface FeedSourceOptions {
  readonly exchange: Exchange;
  readonly feed: Feed;
  /** Markets to follow; those the exchange lists now when left out. */
  readonly conditionIds?: readonly string[];
  /** Room of the batch that frames are gathered in; rows. */
  readonly capacity?: number;
}

/**
 * The feed as market-data rows, for consumers in process: what happens at the exchange while it is
 * moved is gathered until the shell takes it.
 */
export interface FeedSource {
  readonly origin: DataOrigin;
  /** In the order of the rows' market indexes: by market id. */
  readonly markets: readonly MarketDefinition[];
  /** Puts the books of all markets, as they are now, in front of whatever follows. */
  writeSnapshots(): void;
  /**
   * Hands over what has gathered so far, oldest first, and forgets it. The batch is reused after
   * `apply` returns; frames that come in meanwhile wait for the next call.
   */
  drain(apply: (batch: MarketDataBatch) => void): void;
  /** Stops listening. */
  close(): void;
}

/** Rows of a batch: room for one whole book on the finest grid and thousands of changes. */
const CAPACITY_ROWS = 65_536;

/** @throws PolytradersError `VENUE_MARKET_UNKNOWN` for a condition that is not listed */
export function createFeedSource(options: FeedSourceOptions): FeedSource {
  const { exchange, feed, capacity = CAPACITY_ROWS } = options;
  const listed = listedMarkets(options);
  const indexes = new Map(listed.map(({ terms }, index) => [terms.conditionId, index]));
  const full: MarketDataBatch[] = [];
  const spare: MarketDataBatch[] = [];
  let batch = createBatch(capacity);
  let writer = new FeedRowWriter(batch);

  function turnPage(): void {
    full.push(batch);
    batch = spare.pop() ?? createBatch(capacity);
    batch.length = 0;
    writer = writer.continuedIn(batch);
  }

  function writerWithRoom(): FeedRowWriter {
    if (!writer.hasRoom && batch.length > 0) turnPage();
    return writer;
  }

  function append(frame: Parameters<FeedRowWriter["append"]>[0]): void {
    const index = indexes.get(frame.conditionId);
    const market = exchange.market(frame.conditionId);
    if (index === undefined || market === undefined) return;
    writerWithRoom().append(frame, index, marketStatusOf(market), exchange.nowMs);
  }

  const unsubscribeFeed = feed.subscribe(append, { conditionIds: [...indexes.keys()] });
  // The venue's channel is silent about halts, so they come from the exchange itself.
  const unsubscribePhases = exchange.subscribe((event) => {
    if (event.kind !== "market_phase_changed" || event.phase === "resolved") return;
    const index = indexes.get(event.conditionId);
    const market = exchange.market(event.conditionId);
    if (index === undefined || market === undefined) return;
    writerWithRoom().appendStatus(index, marketStatusOf(market), event.timeMs);
  });

  return {
    origin: { kind: "synthetic", label: "simulated venue", fingerprint: exchange.stateHash() },
    markets: listed.map(definitionOf),
    writeSnapshots() {
      for (const conditionId of indexes.keys()) feed.snapshot(conditionId).forEach(append);
    },
    drain(apply) {
      // A consumer may trade, so frames may come in while it reads.
      if (batch.length > 0) turnPage();
      for (const waiting of full.splice(0)) {
        apply(waiting);
        if (spare.length === 0) spare.push(waiting);
      }
    },
    close() {
      unsubscribeFeed();
      unsubscribePhases();
    },
  };
}

function listedMarkets({ exchange, conditionIds }: FeedSourceOptions): readonly ListedMarket[] {
  const wanted = conditionIds ?? exchange.markets().map(({ terms }) => terms.conditionId);
  return wanted.toSorted().map((conditionId) => {
    const market = exchange.market(conditionId);
    if (market !== undefined) return market;
    throw new PolytradersError("VENUE_MARKET_UNKNOWN", { found: conditionId });
  });
}

function definitionOf({ terms, state }: ListedMarket): MarketDefinition {
  const { negRiskSetId } = terms;
  return {
    marketId: terms.conditionId,
    slug: terms.slug,
    tokenIds: terms.tokenIds,
    outcomes: terms.outcomes,
    tickSize: state.tickSize,
    minimumOrderSize: terms.minimumOrderSize,
    isNegRisk: negRiskSetId !== null,
    ...(negRiskSetId === null ? {} : { negRiskSetId }),
    terms: marketTermsOf(terms),
  };
}
