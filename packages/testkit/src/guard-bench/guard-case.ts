import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  PolytradersError,
  type BotDefinition,
  type BotTypes,
  type OrderIntent,
  type VoteDecision,
} from "@polytraders/core";
import type { FixtureCaseName } from "../fixture-case/run-fixture-case.ts";
import { GuardBench, type GuardWorld } from "./guard-bench.ts";

/** Input of one fixture case of a guard: worlds, each with an intent that is voted on in it. */
export interface GuardCase {
  readonly description: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Parameters of single markets, by market id. */
  readonly perMarket?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly votes: readonly {
    readonly world: GuardWorld;
    readonly intent?: Partial<OrderIntent>;
  }[];
}

/** A vote as a fixture states it, with the guard's own words. */
export interface FixtureVote extends VoteDecision {
  readonly explanation: string;
}

/** What a case gives: every vote, or the code with which the start was refused. */
export type GuardCaseOutcome =
  | { readonly votes: readonly FixtureVote[] }
  | { readonly refused: string };

/** Reads `<name>.json` and `expected.<name>.json` of a guard's `fixtures` folder. */
export function readGuardCase(
  folder: string,
  name: FixtureCaseName,
): { readonly input: GuardCase; readonly expected: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture of the repository; a wrong one fails its own test
  return { input: read(`${name}.json`) as GuardCase, expected: read(`expected.${name}.json`) };
}

/** Votes through a case; the state that the guard keeps lasts from vote to vote. */
export function runGuardCase<T extends BotTypes & { readonly authority: "vote" }>(
  definition: BotDefinition<T>,
  { parameters, perMarket, votes }: GuardCase,
): GuardCaseOutcome {
  try {
    const bench = new GuardBench(definition, parameters, votes[0]?.world, perMarket);
    return {
      votes: votes.map(({ world, intent }) => {
        bench.see(world);
        const vote = bench.vote(intent);
        return { ...vote, explanation: bench.explain(vote) };
      }),
    };
  } catch (error) {
    if (error instanceof PolytradersError) return { refused: error.code };
    throw error;
  }
}
