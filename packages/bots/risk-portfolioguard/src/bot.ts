import { defineBot, formatDecimal } from "@polytraders/core";
import { checkPortfolio } from "./check-portfolio.ts";
import { contract } from "./contract.gen.ts";
import { explainLimits } from "./explain-limits.ts";
import { voteOfVerdict } from "./vote-of-verdict.ts";

const EVERYTHING = { botId: null, marketId: null };

/** PortfolioGuard (1.1): caps every order by size, day, open positions, market and portfolio. */
export default defineBot(contract, ({ ledger, killSwitch, log, parameters: general }) => ({
  vote(intent, _context, { parameters, minimumOrderSize }) {
    const setting = { ledger, killSwitch, parameters, minimumOrderSize };
    const verdict = checkPortfolio(intent, setting);
    const vote = voteOfVerdict(verdict);
    if (vote.reasonCode === "RISK_DRAWDOWN_BREACH") {
      const equity = formatDecimal(ledger.effectiveEquityMicroUsd, 6);
      const start = formatDecimal(parameters.startingBalanceMicroUsd, 6);
      const found = `equity ${equity} pUSD of ${start} at the start`;
      killSwitch.trip(EVERYTHING, "RISK_DRAWDOWN_BREACH", found);
    }
    if (vote.vote !== "APPROVE") {
      log.info(`portfolio ${verdict.reason}`, { intentId: intent.intentId, steps: verdict.steps });
    }
    return vote;
  },
  explain: (decision) => explainLimits(decision, general),
}));
