import { MICRO } from "@polytraders/core";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import { tradingDemoWorld } from "../../src/trading/demo/trading-demo-world.ts";
import {
  openSimulatedSession,
  type SimulatedSessionOptions,
} from "../../src/trading/simulated-session.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";

export const START_MS = Date.UTC(2026, 0, 5, 20);
export const HOUR_MS = 3_600_000;
export const CASH = 10_000 * MICRO;

type Script = ConstructorParameters<typeof ScriptedKernel>[1];

export function opened(script: Script, options: Partial<SimulatedSessionOptions> = {}) {
  const session = openSimulatedSession({
    ...tradingDemoWorld(3),
    startMs: START_MS,
    cashMicroUsd: CASH,
    seed: 3,
    ...options,
  });
  const kernel = new ScriptedKernel(session, script);
  session.attach(kernel);
  return { session, kernel };
}

/** A plan of faults, one entry a line. */
export const faultsOf = (entries: string): Pick<SimulatedSessionOptions, "faults"> => ({
  faults: parseFaultPlan(`version: 1\nfaults:\n${entries}`, "test"),
});

/** One market whose makers stand still. */
export function quietWorld() {
  return worldDocumentSchema.parse({
    version: 1,
    makers: { requoteMs: 3_600_000, takeMs: 0, spreadTicks: 2, sizeShares: 100 },
    markets: [
      {
        slug: "quiet",
        probability: 0.305,
        rewards: { dailyPoolUsd: 50, spreadMaxCents: 4, sizeMinShares: 20 },
      },
    ],
  });
}
