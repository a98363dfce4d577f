import { existsSync } from "node:fs";
import { join } from "node:path";
import { openData } from "@polytraders/adapter-recordings";
import decayMonitor from "@polytraders/bot-intelligence-liquidity-decay-monitor";
import flowAnalyzer from "@polytraders/bot-intelligence-order-flow-analyzer";
import haltDetector from "@polytraders/bot-risk-market-halt-detector";
import { acceptBot, Runtime, type ReportEnvelope, type RuntimeNotice } from "@polytraders/core";
import { RecordedFrames, type RecordedFrame } from "./recorded-frames.ts";

const repository = join(import.meta.dirname, "../../../..");
const dataFolder = process.env["POLYTRADERS_DATA_DIR"] ?? join(repository, "../shared/data");
const capturesFolder = join(dataFolder, "ws-market-mlb");

/** True where the recordings are absent; tests that need them are then reported as skipped. */
export const isDataAbsent = !existsSync(capturesFolder);

/** A replay: what the bots said, and the recording's frames read by other code. */
export interface RecordedRun {
  readonly envelopes: readonly ReportEnvelope[];
  readonly notices: readonly RuntimeNotice[];
  readonly frames: readonly RecordedFrame[];
  readonly marketIds: readonly string[];
}

/**
 * Replays captured games through the three bots.
 *
 * @param games - names of the captures
 * @param isGated - whether the halt detector's signals reach the decay monitor
 * @param decayParameters - parameters of the decay monitor that are not the defaults
 */
export async function replay(
  games: readonly string[],
  isGated: boolean,
  decayParameters: Readonly<Record<string, number>> = {},
): Promise<RecordedRun> {
  const source = await openData(games.map((game) => join(capturesFolder, `${game}.csv.gz`)));
  const envelopes: ReportEnvelope[] = [];
  const notices: RuntimeNotice[] = [];
  const halts = isGated ? { mode: "advisory" as const } : {};
  const runtime = new Runtime({
    markets: source.markets,
    bots: [
      { bot: acceptBot(haltDetector, "halt", "bot.ts"), configuration: halts },
      { bot: acceptBot(flowAnalyzer, "flow", "bot.ts"), configuration: {} },
      {
        bot: acceptBot(decayMonitor, "decay", "bot.ts"),
        configuration: { parameters: decayParameters },
      },
    ],
    configVersion: "test",
    seed: 1,
    stopwatch: { nowMs: () => 0 },
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: (notice) => notices.push(notice),
    observers: [{ onEnvelope: (envelope) => envelopes.push(envelope) }],
  });
  const recorded = new RecordedFrames();
  for await (const batch of source.batches()) {
    recorded.add(batch);
    runtime.apply(batch);
  }
  runtime.kernel.finish();
  return {
    envelopes,
    notices,
    frames: recorded.frames,
    marketIds: source.markets.map(({ marketId }) => marketId),
  };
}

/** Envelopes of one bot in one market. */
export function saidBy(run: RecordedRun, botId: string, market: number): ReportEnvelope[] {
  const marketId = run.marketIds[market];
  return run.envelopes.filter((each) => each.botId === botId && each.marketId === marketId);
}

/** Frames of one market that changed its book and get an answer: one for each exchange time. */
export function answeredFrames(frames: readonly RecordedFrame[]): RecordedFrame[] {
  const seen = new Set<number>();
  return frames.filter(({ hasBookChange, exchangeTimeMs }) => {
    if (!hasBookChange || seen.has(exchangeTimeMs)) return false;
    seen.add(exchangeTimeMs);
    return true;
  });
}
