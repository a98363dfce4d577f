import type { LatencyModel, SessionOptions } from "@polytraders/venue";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import type { LatencySection, TradingSection } from "./trading-section.ts";

/** What a simulated account begins with, and how far it is from its venue. */
export function sessionOptionsOf(
  { cashUsd, latency = {} }: TradingSection,
  settings: RiskSettings,
): Pick<SessionOptions, "cashMicroUsd" | "latency"> {
  const { feedMs, orderMs, cancelMs, answerMs } = latency;
  return {
    cashMicroUsd:
      cashUsd === undefined ? settings.startingBalanceMicroUsd : Math.round(cashUsd * 1_000_000),
    latency: {
      ...(feedMs === undefined ? {} : { feed: modelOf(feedMs) }),
      ...(orderMs === undefined ? {} : { order: modelOf(orderMs) }),
      ...(cancelMs === undefined ? {} : { cancel: modelOf(cancelMs) }),
      ...(answerMs === undefined ? {} : { answer: modelOf(answerMs) }),
    },
  };
}

function modelOf(section: LatencySection): LatencyModel {
  return typeof section === "number"
    ? { kind: "constant", ms: section }
    : { kind: "lognormal", p50Ms: section.p50, p99Ms: section.p99 };
}
