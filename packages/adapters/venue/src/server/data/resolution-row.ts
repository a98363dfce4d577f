import type { EpochMs } from "@polytraders/core";
import type { ListedMarket } from "../../exchange/exchange.ts";
import { isoSeconds } from "../markets/market-object.ts";

const STATUS = {
  none: "initialized",
  proposed: "proposed",
  disputed: "disputed",
  final: "resolved",
} as const;

/** How far a market's resolution has come, as Data v2 writes it. */
export function resolutionRow(
  { terms, state }: ListedMarket,
  nowMs: EpochMs,
): Readonly<Record<string, unknown>> {
  const { payouts, resolution } = state;
  // 69 is the venue's word for a price that is not set.
  const price = payouts === null ? "69" : String(payouts[0] / 10_000);
  return {
    question_id: terms.questionId,
    condition_id: terms.conditionId,
    status: STATUS[resolution],
    extended_review: false,
    was_disputed: resolution === "disputed",
    new_version_q: false,
    proposed_price: price,
    price,
    transaction_hash: "",
    log_index: "0",
    last_update_timestamp: String(Math.floor(nowMs / 1_000)),
    market_type: terms.negRiskSetId === null ? "BINARY" : "NEG_RISK",
    payouts: payouts === null ? [] : payouts.map((units) => units * 100),
    resolution_source: payouts === null ? "" : "reported",
    reporter: "UMA_OO",
    was_arbitrated: false,
    resolved_block: 0,
    resolved_at: payouts === null ? "" : isoSeconds(nowMs),
  };
}
