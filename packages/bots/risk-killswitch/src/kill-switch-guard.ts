import {
  approve,
  formatDecimal,
  reject,
  warn,
  type Grants,
  type OrderIntent,
  type RiskScope,
  type VoteDecision,
} from "@polytraders/core";
import type { Parameters, Types } from "./contract.gen.ts";
import { findTrigger, lossLevelOf, type Surroundings, type Trigger } from "./find-triggers.ts";
import { IntentCounter } from "./intent-counter.ts";

type Ports = Omit<Grants<Types>, "parameters">;

/** Refuses what is halted; halts what must stop. It never lifts a halt: only an operator does. */
export class KillSwitchGuard {
  readonly #ports: Ports;
  readonly #intents = new IntentCounter();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  vote(intent: OrderIntent, nowMs: number, parameters: Parameters): VoteDecision<Types> {
    const { killSwitch, ledger } = this.#ports;
    const intentsThisSecond = this.#intents.note(intent.botId, nowMs);
    if (killSwitch.haltOf(intent.botId, intent.marketId) !== null) {
      return reject("RISK_KILL_SWITCH_ACTIVE");
    }
    const seen = this.#look(intent, { nowMs, intentsThisSecond, parameters });
    const trigger = findTrigger(seen, parameters);
    if (trigger !== null) {
      killSwitch.trip(scopeOf(trigger, intent), trigger.reasonCode, tell(seen));
      return reject(trigger.reasonCode);
    }
    const level = lossLevelOf(ledger.effectiveEquityMicroUsd, parameters);
    if (level === "UNKNOWN") return reject("RISK_ACCOUNT_UNKNOWN");
    return level === "WARN" ? warn("RISK_KILL_SWITCH_NEAR") : approve("RISK_KILL_SWITCH_CLEAR");
  }

  #look(
    { marketId }: OrderIntent,
    {
      nowMs,
      intentsThisSecond,
      parameters,
    }: { nowMs: number; intentsThisSecond: number; parameters: Parameters },
  ): Surroundings {
    const { ledger, openOrders, marketFacts, venueHealth } = this.#ports;
    const { feedSilenceMsMax, marketSilenceMsMax } = parameters;
    const isWatchingFeed = feedSilenceMsMax > 0;
    const isWatchingMarket = marketSilenceMsMax > 0;
    return {
      equityMicroUsd: ledger.effectiveEquityMicroUsd,
      isExposed: isWatchingFeed && (ledger.openPositionCount > 0 || openOrders.count > 0),
      isExposedHere:
        isWatchingMarket &&
        (ledger.marketExposureMicroUsd(marketId) > 0 || openOrders.inMarket(marketId).length > 0),
      feedSilenceMs: isWatchingFeed ? nowMs - (venueHealth.heardAtMs ?? -Infinity) : null,
      marketSilenceMs: isWatchingMarket
        ? (marketFacts.of(marketId)?.bookAgeMs ?? Number.POSITIVE_INFINITY)
        : null,
      intentsThisSecond,
    };
  }
}

function scopeOf({ reach }: Trigger, { botId, marketId }: OrderIntent): RiskScope {
  return {
    botId: reach === "strategy" ? botId : null,
    marketId: reach === "market" ? marketId : null,
  };
}

/** What was seen, for the record of the halt. */
function tell(seen: Surroundings): string {
  const parts = [`equity ${formatDecimal(seen.equityMicroUsd, 6)} pUSD`];
  if (seen.feedSilenceMs !== null) parts.push(`venue silent for ${seen.feedSilenceMs} ms`);
  if (seen.marketSilenceMs !== null) parts.push(`market silent for ${seen.marketSilenceMs} ms`);
  return [...parts, `${seen.intentsThisSecond} intents this second`].join(", ");
}
