import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  PolytradersError,
  type ApprovedOrderRecord,
  type BotDefinition,
  type BotTypes,
  type Decision,
  type EpochMs,
  type FillEvent,
  type MarketStatus,
  type OrderUpdate,
  type PlanDecision,
  type PlanDraft,
  type TradeTick,
} from "@polytraders/core";
import type { FixtureCaseName } from "../fixture-case/run-fixture-case.ts";
import { PlanBench, type SignalSetting } from "./plan-bench.ts";
import type { PlanWorld } from "./plan-world.ts";

/**
 * One step of a case. What a step names happens in the order of the fields: the world changes, time
 * passes, news arrives, a plan is asked for.
 */
export interface PlanStep {
  readonly world?: PlanWorld;
  readonly advanceToMs?: EpochMs;
  readonly signal?: SignalSetting;
  /** Delivers the book of the first market, or of the named one. */
  readonly book?: true | string;
  readonly trade?: Partial<TradeTick>;
  readonly status?: MarketStatus["status"];
  readonly update?: Partial<OrderUpdate>;
  readonly fill?: Partial<FillEvent>;
  /** Asks for a plan of this order. */
  readonly order?: Partial<ApprovedOrderRecord>;
  readonly draft?: Partial<PlanDraft>;
}

/** Input of one fixture case of an execution bot. */
export interface PlanCase {
  readonly description: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Parameters of single markets, by market id. */
  readonly perMarket?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly steps: readonly PlanStep[];
}

/** What the bot said and did in one step; what is absent did not happen. */
export interface PlanStepOutcome {
  readonly said?: readonly (object & { readonly explanation: string })[];
  readonly cancels?: readonly { readonly orderId: string; readonly reasonCode: string }[];
  readonly reconciles?: readonly string[];
}

/** What a case gives: every step, or the code with which the start was refused. */
export type PlanCaseOutcome =
  | { readonly steps: readonly PlanStepOutcome[] }
  | { readonly refused: string };

/** Reads `<name>.json` and `expected.<name>.json` of an execution bot's `fixtures` folder. */
export function readPlanCase(
  folder: string,
  name: FixtureCaseName,
): { readonly input: PlanCase; readonly expected: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture of the repository; a wrong one fails its own test
  return { input: read(`${name}.json`) as PlanCase, expected: read(`expected.${name}.json`) };
}

/** Takes an execution bot through a case; its state lasts from step to step. */
export function runPlanCase<T extends BotTypes & { readonly authority: "shape" }>(
  definition: BotDefinition<T>,
  { parameters, perMarket, steps }: PlanCase,
): PlanCaseOutcome {
  try {
    const bench = new PlanBench(definition, parameters, steps[0]?.world, perMarket);
    return { steps: steps.map((step) => takeStep(bench, step)) };
  } catch (error) {
    if (error instanceof PolytradersError) return { refused: error.code };
    throw error;
  }
}

function takeStep<T extends BotTypes & { readonly authority: "shape" }>(
  bench: PlanBench<T>,
  step: PlanStep,
): PlanStepOutcome {
  const cancelCount = bench.cancels.length;
  const reconcileCount = bench.reconciles.length;
  const said: (Decision<T> | PlanDecision<T> | null)[] = [];
  const { world, advanceToMs, signal, book, trade, status, update, fill, order, draft } = step;
  if (world) bench.see(world);
  if (advanceToMs !== undefined) said.push(...bench.advanceTo(advanceToMs));
  if (signal) bench.signal(signal);
  if (book !== undefined) said.push(bench.showBook(book === true ? undefined : book));
  if (trade) bench.trade(trade);
  if (status) bench.status(status);
  if (update) said.push(bench.update(update));
  if (fill) said.push(bench.fill(fill));
  if (order || draft) said.push(bench.plan(order, draft));
  const cancels = bench.cancels.slice(cancelCount);
  const reconciles = bench.reconciles.slice(reconcileCount);
  const explained = said.flatMap((decision) =>
    decision === null ? [] : [{ ...decision, explanation: bench.explain(decision) }],
  );
  return {
    ...(explained.length > 0 ? { said: explained } : {}),
    ...(cancels.length > 0 ? { cancels } : {}),
    ...(reconciles.length > 0 ? { reconciles } : {}),
  };
}
