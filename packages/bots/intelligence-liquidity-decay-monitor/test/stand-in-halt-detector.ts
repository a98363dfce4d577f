import { publish, type LoadedBot, type z } from "@polytraders/core";
import { buildBot, buildContract } from "@polytraders/testkit";
import { contract } from "../src/index.ts";

const PAYLOAD = {
  silenceSeconds: 0,
  silenceThresholdSeconds: 10,
  spreadUsd: null,
  medianSpreadUsd: null,
  depthUsd: null,
  medianDepthUsd: null,
  venueBlowoutFraction: 0,
  openChecks: 0,
};

/**
 * Stands in for risk.market_halt_detector: its gate is closed in the given intervals of kernel time,
 * start included and end not. It speaks at the first book change after each border.
 */
export function standInHaltDetector(
  ...closedMs: readonly (readonly [fromMs: number, untilMs: number])[]
): LoadedBot {
  const market_halt: z.ZodType<z.infer<typeof contract.consumesSchemas.market_halt>> =
    contract.consumesSchemas.market_halt;
  const manifest = {
    botId: "risk.market_halt_detector",
    emits: [
      { contract: "RiskVote" as const, kind: null, unit: null },
      { contract: "SignalEnvelope" as const, kind: "market_halt", unit: "flag" },
    ],
  };
  const detector = buildContract({
    authority: "vote",
    reasonCodes: ["RISK_TEST_HALT"],
    emits: { market_halt },
    manifest,
  });
  return buildBot(detector, () => ({
    perMarket: () => {
      let wasClosed = false;
      return {
        decide({ nowMs }) {
          const isClosed = closedMs.some(([from, until]) => nowMs >= from && nowMs < until);
          if (isClosed === wasClosed) return null;
          wasClosed = isClosed;
          return publish("market_halt", "RISK_TEST_HALT", isClosed ? 1 : 0, 1, {
            ...PAYLOAD,
            status: isClosed ? ("SUSPECT" as const) : ("OPEN" as const),
            isGateClosed: isClosed,
          });
        },
      };
    },
  }));
}
