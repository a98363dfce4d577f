import type { VenueReport, VenueReportOf } from "@polytraders/core";

const AMOUNTS = {
  order_answered: { answer: "resting", venueReason: null },
  order_changed: { state: "resting", matchedSize: 0, venueReason: null },
  trade_changed: {
    venueTradeId: "trade-0",
    tokenId: "market-0-yes",
    side: "BUY",
    role: "maker",
    price: 5_000,
    size: 100_000_000,
    notionalMicroUsd: null,
    feeMicroUsd: 0,
    settlement: "MATCHED",
    transactionHash: null,
  },
  cancel_answered: { outcome: "answered", cancelled: [], notCancelled: [] },
  balance_found: { tokenId: null },
  market_resolved: { marketId: "market-0", payouts: [10_000, 0] },
  tokens_redeemed: { marketId: "market-0", sizes: [0, 0] },
  pairs_converted: { marketId: "market-0", direction: "split" },
  cash_transferred: { operationId: "deposit" },
  tokens_transferred: { tokenId: "market-0-yes", costMicroUsd: 0 },
  income_accrued: { income: "reward", marketId: "market-0", utcDay: 0 },
  income_paid: { income: "reward", marketId: "market-0", utcDay: 0 },
  venue_status_changed: { status: "open", isGeoblocked: false, country: null },
} as const satisfies {
  readonly [K in VenueReport["kind"]]: Partial<VenueReportOf<K>>;
};

type Base = "schemaVersion" | "kind" | "exchangeTimeMs";
type Given<K extends VenueReport["kind"]> = keyof (typeof AMOUNTS)[K];

/** A report of the venue; what has no sensible default must be given. */
export function buildReport<K extends VenueReport["kind"]>(
  kind: K,
  fields: Omit<VenueReportOf<K>, Base | Given<K>> & Partial<VenueReportOf<K>>,
): VenueReportOf<K> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the defaults above and the required fields make it whole
  return {
    schemaVersion: 1,
    kind,
    exchangeTimeMs: 1_000_000,
    ...AMOUNTS[kind],
    ...fields,
  } as unknown as VenueReportOf<K>;
}
