import { acceptBot, type ReportEnvelope } from "@polytraders/core";
import {
  after,
  at,
  book,
  buildMarkets,
  inMarket,
  level,
  runFrames,
  type CollectedRun,
  type Step,
} from "@polytraders/testkit";
import bot, { contract, type MarketHaltPayload, type Parameters } from "../src/index.ts";

/** An envelope with its payload typed. */
export type HaltEnvelope = Omit<ReportEnvelope, "payload"> & {
  readonly payload: MarketHaltPayload;
};

export interface HaltRun extends CollectedRun {
  readonly halts: readonly HaltEnvelope[];
}

/** Runs the bot as the runtime does, over one market or several. */
export function runHalts(options: {
  readonly frames: readonly Step[];
  readonly parameters?: Partial<Parameters>;
  readonly marketCount?: number;
}): HaltRun {
  const run = runFrames({
    frames: options.frames,
    markets: buildMarkets(options.marketCount ?? 1),
    bots: [
      {
        bot: acceptBot(bot, "halt", "src/bot.ts"),
        configuration: { parameters: options.parameters ?? {} },
      },
    ],
  });
  const halts = run.envelopes.map((envelope) => ({
    ...envelope,
    payload: contract.emitsSchemas.market_halt.parse(envelope.payload),
  }));
  return { ...run, stateHash: run.stateHash, halts };
}

/** Reason code and gate of each envelope, the code without its prefix. */
export function story(run: HaltRun): [timeMs: number, code: string, isGateClosed: boolean][] {
  return run.halts.map(({ timeMs, reasonCode, payload }) => [
    timeMs,
    reasonCode.replace(/^RISK_MARKET_(HALT_)?/, ""),
    payload.isGateClosed,
  ]);
}

/** A book with a spread around 0.5, 100 shares on each side. */
export function quoted(spreadUsd: number, sizeShares = 100): Step {
  const [bid, ask] = [0.5 - spreadUsd / 2, 0.5 + spreadUsd / 2].map((price) => price.toFixed(2));
  return book({ bids: [[bid ?? "", sizeShares]], asks: [[ask ?? "", sizeShares]] });
}

/** Messages at a steady pace that leave the best level alone; the clock ends on the last one. */
export function steady(seconds: number, messagesPerSecond = 2): Step[] {
  const count = Math.round(seconds * messagesPerSecond);
  return Array.from({ length: count }, (_, index) => [
    after(Math.round(1_000 / messagesPerSecond)),
    level("bid", 0.01, (index % 2) + 1),
  ]).flat();
}

/** An open market at 1,000 ms, quoted at 0.48 and 0.52, and some time of ordinary messages. */
export function openFor(seconds: number, messagesPerSecond = 2): Step[] {
  return [at(1_000), quoted(0.04), ...steady(seconds, messagesPerSecond)];
}

/** The same steps in each of the first markets. */
export function inEach(marketCount: number, ...steps: readonly Step[]): Step[] {
  return Array.from({ length: marketCount }, (_, market) => inMarket(market, ...steps));
}
