import { defineBot } from "@polytraders/core";
import { cleanPlan } from "./clean-plan.ts";
import { contract } from "./contract.gen.ts";
import { explainCleaning } from "./explain-cleaning.ts";

/** DustAndRoundingCleaner (2.13): slices on the venue's grid, none too small to be sent. */
export default defineBot(contract, ({ ledger, openOrders }) => ({
  plan(order, { slices }, _context, { book, minimumOrderSize, parameters }) {
    const { tickSize } = book;
    return cleanPlan(slices, {
      order,
      tickSize,
      minimumOrderSize,
      parameters,
      ledger,
      openOrders,
    });
  },
  explain: explainCleaning,
}));
