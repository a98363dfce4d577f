import { approve, defineBot, reject, warn, type VoteDecision } from "@polytraders/core";
import type { DrawdownLevel } from "./assess-drawdown.ts";
import { contract, type Types } from "./contract.gen.ts";
import { DrawdownWatch } from "./drawdown-watch.ts";
import { explainDrawdown } from "./explain-drawdown.ts";

const VOTES: Readonly<Record<DrawdownLevel, VoteDecision<Types>>> = {
  OK: approve("RISK_DRAWDOWN_OK"),
  WARN: warn("RISK_DRAWDOWN_NEAR"),
  HALT: reject("RISK_DRAWDOWN_BREACH"),
  UNKNOWN: reject("RISK_DRAWDOWN_UNKNOWN"),
};

/** DrawdownGuard: halts all trading when too much of the highest cash is lost. */
export default defineBot(contract, ({ ledger, killSwitch, log, parameters }) => {
  const watch = new DrawdownWatch({ ledger, killSwitch, log }, parameters);
  return {
    perMarket: () => ({
      onOrderBook: (_book, { nowMs }) => watch.lookAgain(nowMs),
      vote: (_intent, { nowMs }) => VOTES[watch.look(nowMs).level],
    }),
    explain: (decision) => explainDrawdown(decision, parameters),
    health: () => ({ ...watch.newest, haltLossMicroUsd: watch.newest?.haltLossMicroUsd ?? 0 }),
  };
});
