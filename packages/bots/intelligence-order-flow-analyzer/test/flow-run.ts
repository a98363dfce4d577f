import { acceptBot, type ReportEnvelope } from "@polytraders/core";
import {
  after,
  at,
  book,
  frame,
  level,
  runFrames,
  trade,
  type CollectedRun,
  type Step,
} from "@polytraders/testkit";
import bot, { contract, type OrderFlowPayload, type Parameters } from "../src/index.ts";

/** An envelope with its payload typed. */
export type FlowEnvelope = Omit<ReportEnvelope, "payload"> & { readonly payload: OrderFlowPayload };

export interface FlowRun extends CollectedRun {
  readonly flow: readonly FlowEnvelope[];
}

/** Runs the bot as the runtime does. */
export function runFlow(options: {
  readonly frames: readonly Step[];
  readonly parameters?: Partial<Parameters>;
}): FlowRun {
  const run = runFrames({
    frames: options.frames,
    bots: [
      {
        bot: acceptBot(bot, "flow", "src/bot.ts"),
        configuration: { parameters: options.parameters ?? {} },
      },
    ],
  });
  const flow = run.envelopes.map((envelope) => ({
    ...envelope,
    payload: contract.emitsSchemas.order_flow.parse(envelope.payload),
  }));
  return { ...run, stateHash: run.stateHash, flow };
}

/** A book of 100 shares on each side, at 1,000 ms. */
export const opening: readonly Step[] = [
  at(1_000),
  book({ bids: [[0.4, 100]], asks: [[0.6, 100]] }),
];

/** Changes behind the best level, a second apart. */
export function routineUpdates(count: number): Step[] {
  return Array.from({ length: count }, (_, index) => [
    after(1_000),
    level("bid", 0.3, index + 1),
  ]).flat();
}

/**
 * Trades in equal parts, each with a change of the book behind it, 250 ms apart; when both sides
 * trade they alternate.
 */
export function takerFlow(flow: {
  readonly buyShares: number;
  readonly sellShares: number;
  readonly trades: number;
}): Step[] {
  const { buyShares, sellShares, trades } = flow;
  const sides = [
    ...(buyShares > 0 ? ["buys" as const] : []),
    ...(sellShares > 0 ? ["sells" as const] : []),
  ];
  const size = (buyShares + sellShares) / trades;
  return Array.from({ length: trades }, (_, index) => {
    const side = sides[index % sides.length] ?? "buys";
    const taken = trade(side, side === "buys" ? 0.6 : 0.4, size.toFixed(6));
    return [after(250), frame(taken, level("bid", 0.3, index + 1))];
  }).flat();
}

/** How often each reason code was given. */
export function countCodes(run: FlowRun): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reasonCode } of run.flow) counts[reasonCode] = (counts[reasonCode] ?? 0) + 1;
  return counts;
}
