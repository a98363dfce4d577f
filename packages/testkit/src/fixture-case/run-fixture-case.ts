import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolytradersError, type LoadedBot, type ReportEnvelope } from "@polytraders/core";
import { runFrames } from "../run-frames.ts";
import { fixtureInputSchema, fixtureSteps, type FixtureInput } from "./fixture-case.ts";

/** The four cases every bot has: ordinary, past a warning bound, past a hard bound, and broken input. */
export const FIXTURE_CASES = ["normal", "warning", "hard", "failure"] as const;
export type FixtureCaseName = (typeof FIXTURE_CASES)[number];

/** What of an envelope a fixture states. */
export type FixtureEnvelope = Pick<
  ReportEnvelope,
  "timeMs" | "reasonCode" | "decision" | "value" | "confidence" | "warnings" | "payload"
>;

/** What a case gives: everything that was said, or the code with which the start was refused. */
export type FixtureOutcome =
  | { readonly envelopes: readonly FixtureEnvelope[]; readonly notices: readonly string[] }
  | { readonly refused: string };

/**
 * Reads `<name>.json` and `expected.<name>.json` of a bot's `fixtures` folder.
 *
 * @throws Error when a file is absent, is no JSON, or the input is not in the form of a fixture
 */
export function readFixtureCase(
  folder: string,
  name: FixtureCaseName,
): { readonly input: FixtureInput; readonly expected: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  return {
    input: fixtureInputSchema.parse(read(`${name}.json`)),
    expected: read(`expected.${name}.json`),
  };
}

/**
 * Runs a bot over the frames of a case.
 *
 * @param beside - bots that the one under test requires; what they say is left out
 */
export function runFixtureCase(
  bot: LoadedBot,
  input: FixtureInput,
  beside: readonly LoadedBot[] = [],
): FixtureOutcome {
  try {
    const run = runFrames({
      bots: [...beside, { bot, configuration: { parameters: input.parameters } }],
      frames: fixtureSteps(input),
    });
    const own = run.envelopes.filter(({ botId }) => botId === bot.manifest.botId);
    return {
      envelopes: own.map(statedPart),
      notices: run.notices.map(({ code }) => code),
    };
  } catch (error) {
    if (error instanceof PolytradersError) return { refused: error.code };
    throw error;
  }
}

function statedPart(envelope: ReportEnvelope): FixtureEnvelope {
  const { timeMs, reasonCode, decision, value, confidence, warnings, payload } = envelope;
  return { timeMs, reasonCode, decision, value, confidence, warnings, payload };
}
