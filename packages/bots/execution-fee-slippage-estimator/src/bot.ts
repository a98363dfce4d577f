import { defineBot, type Decision } from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";
import { estimatePlan, type EstimatedPlan } from "./estimate-plan.ts";
import { explainCost } from "./explain-cost.ts";
import { MidHistory } from "./mid-history.ts";

/** FeeSlippageEstimator (2.14): states fees and slippage of a plan before it is sent. */
export default defineBot(contract, ({ log, marketFacts }) => {
  const estimates = new WeakMap<object, EstimatedPlan>();
  return {
    perMarket({ marketId, parameters, tokenIds, terms, book: first, complementBook: second }) {
      const mids = new MidHistory();
      return {
        onOrderBook: (book, { nowMs }) => mids.note(book.midUsd(), nowMs),
        plan(order, { slices }, { nowMs }) {
          const book = order.tokenId === tokenIds[0] ? first : second;
          const volatility = mids.volatility(nowMs, parameters.halfLifeSeconds);
          const bookAgeMs = marketFacts.of(marketId)?.bookAgeMs ?? Number.POSITIVE_INFINITY;
          const planned = { order, slices, book, bookAgeMs, terms, volatility, parameters };
          const estimated = estimatePlan(planned);
          const { decision, estimate } = estimated;
          if (decision.reasonCode !== "EXEC_COST_ESTIMATED") {
            log.info(`cost ${decision.reasonCode}`, { orderId: order.orderId, estimate });
          }
          estimates.set(decision, estimated);
          return decision;
        },
      };
    },
    explain: (decision: Decision<Types>) => explainCost(decision, estimates.get(decision)),
  };
});
