import { MarketStatusCode, z } from "@polytraders/core";
import {
  at,
  book,
  frame,
  gap,
  heartbeat,
  late,
  level,
  onSecondToken,
  status,
  trade,
  type Step,
} from "../script/step.ts";

const decimal = z.union([z.number(), z.string()]);
const bookSide = z.array(z.tuple([decimal, decimal]));
const levels = z.array(z.tuple([z.enum(["bid", "ask"]), decimal, decimal]));
const trades = z.array(z.tuple([z.enum(["buys", "sells"]), decimal, decimal]));
const isStatusName = (name: string): name is keyof typeof MarketStatusCode =>
  Object.hasOwn(MarketStatusCode, name);

const frameSchema = z.strictObject({
  atMs: z.int().min(0),
  /** How much older the exchange's timestamp is. */
  lateMs: z.int().min(0).default(0),
  /** A full book: `[price, size]` of each level. */
  book: z.strictObject({ bids: bookSide.default([]), asks: bookSide.default([]) }).optional(),
  /** `[side, price, new total size]`; 0 removes a level. */
  levels: levels.default([]),
  /** `[what the taker does, price, size]`. */
  trades: trades.default([]),
  /** The same on the view of the market's second token. */
  secondToken: z
    .strictObject({ levels: levels.default([]), trades: trades.default([]) })
    .optional(),
  status: z.string().refine(isStatusName, "expected the name of a market status").optional(),
  isHeartbeat: z.literal(true).optional(),
  isGap: z.literal(true).optional(),
});

type FixtureFrame = z.infer<typeof frameSchema>;

/**
 * Input of a fixture case as its JSON file holds it: parameters, and frames as people write them.
 * Prices and sizes are decimals, times epoch milliseconds.
 */
export const fixtureInputSchema = z.strictObject({
  description: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  frames: z.array(frameSchema).default([]),
});

/** Input of one fixture case. */
export type FixtureInput = z.infer<typeof fixtureInputSchema>;

/** The frames of an input as steps of a script. */
export function fixtureSteps(input: FixtureInput): Step[] {
  return input.frames.flatMap((each) => [at(each.atMs), late(each.lateMs, frameOf(each))]);
}

function frameOf(each: FixtureFrame): Step {
  const { secondToken } = each;
  const rows = [
    ...(each.isGap ? [gap()] : []),
    ...(each.book ? [book(each.book)] : []),
    ...rowsOf(each),
    ...(secondToken ? [onSecondToken(...rowsOf(secondToken))] : []),
    ...(each.status === undefined ? [] : [status(each.status)]),
    ...(each.isHeartbeat ? [heartbeat()] : []),
  ];
  return frame(...rows);
}

function rowsOf(rows: Pick<FixtureFrame, "levels" | "trades">): Step[] {
  return [
    ...rows.levels.map(([side, price, size]) => level(side, price, size)),
    ...rows.trades.map(([taker, price, size]) => trade(taker, price, size)),
  ];
}
