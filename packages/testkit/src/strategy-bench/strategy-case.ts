import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  PolytradersError,
  type BotDefinition,
  type BotTypes,
  type FillEvent,
  type HeldPosition,
  type MarketStatus,
  type MicroShares,
  type OrderIntent,
  type OrderUpdate,
  type TradeTick,
} from "@polytraders/core";
import type { FixtureCaseName } from "../fixture-case/run-fixture-case.ts";
import type { BenchAnswer } from "./bench-answer.ts";
import type { BenchLevels, BenchMarketSetting } from "./bench-market.ts";
import { StrategyBench } from "./strategy-bench.ts";

/**
 * One step of a case. What a step names happens in the order of the fields: time passes, then the
 * market of `marketId` (the first one by default) and our orders change.
 */
export interface StrategyStep {
  readonly advanceMs?: number;
  readonly marketId?: string;
  readonly book?: BenchLevels;
  readonly trade?: Pick<TradeTick, "takerSide" | "price" | "size">;
  readonly status?: MarketStatus["status"];
  readonly fill?: { readonly orderId: string; readonly size?: MicroShares };
  readonly settle?: Pick<FillEvent, "fillId" | "settlement">;
  readonly update?: Pick<OrderUpdate, "orderId" | "status">;
  readonly restart?: true;
}

/** Input of one fixture case of a strategy. */
export interface StrategyCase {
  readonly description: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly nowMs?: number;
  readonly cashMicroUsd?: number;
  readonly markets?: readonly BenchMarketSetting[];
  /** Positions from before the start. */
  readonly held?: readonly Pick<HeldPosition, "marketId" | "tokenId" | "size" | "costMicroUsd">[];
  /** What risk answers to the intents, in order; what is beyond is approved. */
  readonly answers?: readonly BenchAnswer[];
  readonly steps: readonly StrategyStep[];
}

/** What the strategy said and did in one step; what is absent did not happen. */
export interface StrategyStepOutcome {
  readonly said?: readonly (object & { readonly explanation: string })[];
  readonly proposed?: readonly Pick<
    OrderIntent,
    "marketId" | "tokenId" | "side" | "price" | "size" | "timeInForce" | "isPostOnly" | "reasonCode"
  >[];
  readonly cancelled?: readonly string[];
}

/** What a case gives: every step, or the code with which the start was refused. */
export type StrategyCaseOutcome =
  | { readonly steps: readonly StrategyStepOutcome[] }
  | { readonly refused: string };

/** Reads `<name>.json` and `expected.<name>.json` of a strategy's `fixtures` folder. */
export function readStrategyCase(
  folder: string,
  name: FixtureCaseName,
): { readonly input: StrategyCase; readonly expected: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture of the repository; a wrong one fails its own test
  return { input: read(`${name}.json`) as StrategyCase, expected: read(`expected.${name}.json`) };
}

/** Takes a strategy through a case; its state lasts from step to step. */
export function runStrategyCase<T extends BotTypes & { readonly authority: "trade" }>(
  definition: BotDefinition<T>,
  { answers = [], held = [], steps, ...setting }: StrategyCase,
): StrategyCaseOutcome {
  try {
    let asked = 0;
    const bench = new StrategyBench(definition, {
      ...setting,
      answer: () => answers[asked++] ?? "approve",
    });
    for (const { marketId, tokenId, size, costMicroUsd } of held) {
      bench.account.hold(marketId, tokenId, size, costMicroUsd);
    }
    return { steps: steps.map((step) => takeStep(bench, step)) };
  } catch (error) {
    if (error instanceof PolytradersError) return { refused: error.code };
    throw error;
  }
}

function takeStep<T extends BotTypes & { readonly authority: "trade" }>(
  bench: StrategyBench<T>,
  step: StrategyStep,
): StrategyStepOutcome {
  const { said, proposals, cancels } = bench;
  const before = { said: said.length, proposals: proposals.length, cancels: cancels.length };
  const { marketId = "market-0" } = step;
  if (step.advanceMs !== undefined) bench.advance(step.advanceMs);
  if (step.book !== undefined) bench.book(step.book, marketId);
  if (step.trade !== undefined) bench.trade(step.trade, marketId);
  if (step.status !== undefined) bench.status(step.status, marketId);
  if (step.fill !== undefined) {
    const { orderId, size } = step.fill;
    bench.fill(orderId, size === undefined ? {} : { size });
  }
  if (step.settle !== undefined) bench.settle(step.settle.fillId, step.settle.settlement);
  if (step.update !== undefined) bench.update(step.update.orderId, step.update.status);
  if (step.restart === true) bench.restart();
  const told = said.slice(before.said).map(({ timeMs, marketId: about, decision }) => ({
    timeMs,
    marketId: about,
    ...decision,
    explanation: bench.explain(decision),
  }));
  const proposed = proposals.slice(before.proposals).map(({ intent }) => statedPart(intent));
  const cancelled = cancels.slice(before.cancels);
  return {
    ...(told.length > 0 ? { said: told } : {}),
    ...(proposed.length > 0 ? { proposed } : {}),
    ...(cancelled.length > 0 ? { cancelled } : {}),
  };
}

function statedPart(intent: OrderIntent): NonNullable<StrategyStepOutcome["proposed"]>[number] {
  const { marketId, tokenId, side, price, size, timeInForce, isPostOnly, reasonCode } = intent;
  return { marketId, tokenId, side, price, size, timeInForce, isPostOnly, reasonCode };
}
