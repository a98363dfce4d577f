import { defineBot } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
import { explainKillSwitch } from "./explain-kill-switch.ts";
import { KillSwitchGuard } from "./kill-switch-guard.ts";

/** KillSwitch (1.2): asked before every other guard. */
export default defineBot(contract, ({ parameters: general, ...ports }) => {
  const guard = new KillSwitchGuard(ports);
  return {
    vote: (intent, { nowMs }, { parameters }) => guard.vote(intent, nowMs, parameters),
    explain: (decision) => explainKillSwitch(decision, general),
  };
});
