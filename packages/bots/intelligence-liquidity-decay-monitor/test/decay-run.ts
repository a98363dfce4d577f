import { acceptBot, type ReportEnvelope } from "@polytraders/core";
import {
  at,
  book,
  level,
  runFrames,
  type BotEntry,
  type CollectedRun,
  type RunOptions,
  type Step,
} from "@polytraders/testkit";
import bot, { contract, type LiquidityDecayPayload, type Parameters } from "../src/index.ts";
import { standInHaltDetector } from "./stand-in-halt-detector.ts";

/** Depth in USD at a time. */
export type Tick = readonly [timeMs: number, depthUsd: number];

/** An envelope of the bot with its payload typed. */
export type DecayEnvelope = Omit<ReportEnvelope, "payload"> & {
  readonly payload: LiquidityDecayPayload;
};

/** What a test can say about a run of the bot; everything has a default. */
export interface DecayRunOptions extends Omit<RunOptions, "bots"> {
  readonly frames: readonly Step[];
  readonly parameters?: Partial<Parameters>;
  readonly haltDetector?: BotEntry;
}

export interface DecayRun extends CollectedRun {
  /** What the bot said, the stand-in left out. */
  readonly decay: readonly DecayEnvelope[];
}

/** Runs the bot as the runtime does: checked, wired, and with a halt detector beside it. */
export function runDecay(options: DecayRunOptions): DecayRun {
  const { parameters = {}, haltDetector = standInHaltDetector(), ...rest } = options;
  const run = runFrames({
    ...rest,
    bots: [
      haltDetector,
      { bot: acceptBot(bot, "decay", "src/bot.ts"), configuration: { parameters } },
    ],
  });
  return { ...run, stateHash: run.stateHash, decay: decayEnvelopes(run.envelopes) };
}

/** The bot's own envelopes. */
export function decayEnvelopes(envelopes: readonly ReportEnvelope[]): DecayEnvelope[] {
  return envelopes
    .filter(({ botId }) => botId === contract.manifest.botId)
    .map((envelope) => ({
      ...envelope,
      payload: contract.emitsSchemas.liquidity_decay.parse(envelope.payload),
    }));
}

/** The last envelope. @throws RangeError when the bot said nothing */
export function lastOf(run: DecayRun): DecayEnvelope {
  const last = run.decay.at(-1);
  if (last === undefined) throw new RangeError("expected an envelope, found none");
  return last;
}

/** A full book whose best bid plus best ask are worth the depth: 0.4 and 0.6 of it. */
export function fullBook(depthUsd: number): Step {
  const size = depthUsd.toFixed(6);
  return book({ bids: [[0.4, size]], asks: [[0.6, size]] });
}

/** One full book for each tick. */
export function depthFrames(ticks: readonly Tick[]): Step[] {
  return ticks.flatMap(([timeMs, depthUsd]) => [at(timeMs), fullBook(depthUsd)]);
}

/** A straight line from one depth to another, both ends included; begins at 1,000 ms. */
export function linearDepth(line: {
  readonly fromUsd: number;
  readonly toUsd: number;
  readonly durationSeconds: number;
  readonly updatesPerSecond: number;
  readonly startMs?: number;
}): Tick[] {
  const { fromUsd, toUsd, durationSeconds, updatesPerSecond, startMs = 1_000 } = line;
  const updates = durationSeconds * updatesPerSecond;
  return Array.from({ length: updates + 1 }, (_, index) => [
    startMs + (1_000 * index) / updatesPerSecond,
    fromUsd + ((toUsd - fromUsd) * index) / updates,
  ]);
}

/** A change that leaves the depth alone: the second bid level. */
export function quietChange(size: number): Step {
  return level("bid", 0.3, size);
}
