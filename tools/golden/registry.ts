import { acceptanceAdaptors } from "./adaptors/acceptance.ts";
import { bookAdaptors } from "./adaptors/books.ts";
import { drawdownAdaptors } from "./adaptors/drawdown.ts";
import { executionCostAdaptors } from "./adaptors/execution-cost.ts";
import { feeAdaptors } from "./adaptors/fees.ts";
import { kellyAdaptors } from "./adaptors/kelly.ts";
import { liquidityDecayAdaptors } from "./adaptors/liquidity-decay.ts";
import { liquidityRewardAdaptors } from "./adaptors/liquidity-rewards.ts";
import { metricAdaptors } from "./adaptors/metrics.ts";
import { orderFlowAdaptors } from "./adaptors/order-flow.ts";
import { projectionAdaptors } from "./adaptors/projection.ts";
import { riskAdaptors } from "./adaptors/risk.ts";
import { simulationAdaptors } from "./adaptors/simulation.ts";

/** Takes a vector's input to our functions and their answer back to the vector's names. */
export type GoldenAdaptor = (input: never) => unknown;

const topics: readonly Readonly<Record<string, GoldenAdaptor>>[] = [
  liquidityDecayAdaptors,
  orderFlowAdaptors,
  feeAdaptors,
  bookAdaptors,
  liquidityRewardAdaptors,
  kellyAdaptors,
  metricAdaptors,
  executionCostAdaptors,
  drawdownAdaptors,
  riskAdaptors,
  simulationAdaptors,
  projectionAdaptors,
  acceptanceAdaptors,
];

/** The adaptor of every function of the vectors that exists here. */
export const registry: ReadonlyMap<string, GoldenAdaptor> = new Map(topics.flatMap(Object.entries));
