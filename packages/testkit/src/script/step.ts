import {
  MarketStatusCode,
  parseMicroShares,
  parsePriceUnits,
  RowFlag,
  RowKind,
  RowSide,
  type EpochMs,
} from "@polytraders/core";

/** A number as a person writes it: `0.515`, or the same as text. Converted exactly. */
export type HumanDecimal = number | string;

/** One row before it has a place in a batch. */
export interface DraftRow {
  readonly kind: number;
  readonly side: number;
  /** Price units, or the value that the kind names. */
  readonly price: number;
  /** Micro-shares. */
  readonly size: number;
  readonly flags: number;
}

/** Where the script stands. */
export interface ScriptPosition {
  readonly timeMs: EpochMs;
  readonly market: number;
  /** How much older than kernel time the exchange's timestamps are. */
  readonly latenessMs: number;
  readonly flags: number;
}

/** One line of a script: a frame, a move in time, or a group under another setting. */
export type Step =
  | { readonly does: "frame"; readonly rows: readonly DraftRow[] }
  | { readonly does: "time"; readonly of: (nowMs: EpochMs) => EpochMs }
  | {
      readonly does: "group";
      readonly setting: Partial<ScriptPosition>;
      readonly steps: readonly Step[];
    };

/** Price and size of one level. */
export type HumanLevel = readonly [price: HumanDecimal, size: HumanDecimal];

/** Moves to a kernel time. */
export function at(timeMs: EpochMs): Step {
  return { does: "time", of: () => timeMs };
}

/** Moves on by some milliseconds. */
export function after(durationMs: number): Step {
  return { does: "time", of: (nowMs) => nowMs + durationMs };
}

/** A full book. */
export function book(sides: {
  readonly bids?: readonly HumanLevel[];
  readonly asks?: readonly HumanLevel[];
}): Step {
  const rows = [
    ...(sides.bids ?? []).map((entry) => levelRow("bid", entry)),
    ...(sides.asks ?? []).map((entry) => levelRow("ask", entry)),
  ];
  return { does: "frame", rows: [draft(RowKind.BookStart, {}), ...rows] };
}

/** One level's new total size; 0 removes it. */
export function level(side: "bid" | "ask", price: HumanDecimal, size: HumanDecimal): Step {
  return { does: "frame", rows: [levelRow(side, [price, size])] };
}

/** A trade; the taker buys or sells. */
export function trade(taker: "buys" | "sells", price: HumanDecimal, size: HumanDecimal): Step {
  return {
    does: "frame",
    rows: [
      draft(RowKind.Trade, {
        side: taker === "buys" ? RowSide.TakerBuys : RowSide.TakerSells,
        price: exactPrice(price),
        size: exactSize(size),
      }),
    ],
  };
}

/** A new tick size. */
export function tickSize(tick: HumanDecimal): Step {
  return { does: "frame", rows: [draft(RowKind.TickSize, { price: exactPrice(tick) })] };
}

/** A new market status. */
export function status(name: keyof typeof MarketStatusCode): Step {
  return { does: "frame", rows: [draft(RowKind.Status, { price: MarketStatusCode[name] })] };
}

/** The feed is alive. */
export function heartbeat(): Step {
  return { does: "frame", rows: [draft(RowKind.Heartbeat, {})] };
}

/** Messages may be missing before this. */
export function gap(): Step {
  return { does: "frame", rows: [draft(RowKind.Gap, {})] };
}

/** Any row at all, valid or not, in plain units. */
export function row(fields: Partial<DraftRow>): Step {
  return { does: "frame", rows: [draft(RowKind.Level, fields)] };
}

/** Several steps as one frame. */
export function frame(...steps: readonly Step[]): Step {
  const rows = steps.flatMap(rowsOf);
  if (rows.length === 0) throw new RangeError("expected at least one row in a frame, found none");
  return { does: "frame", rows };
}

/** The same steps on the view of the market's second token. */
export function onSecondToken(...steps: readonly Step[]): Step {
  return { does: "group", setting: { flags: RowFlag.SecondToken }, steps };
}

/** The same steps in another market. */
export function inMarket(market: number, ...steps: readonly Step[]): Step {
  return { does: "group", setting: { market }, steps };
}

/** The same steps with exchange timestamps that much older than kernel time. */
export function late(latenessMs: number, ...steps: readonly Step[]): Step {
  return { does: "group", setting: { latenessMs }, steps };
}

function rowsOf(step: Step): readonly DraftRow[] {
  if (step.does === "frame") return step.rows;
  if (step.does === "group" && Object.keys(step.setting).join() === "flags") {
    const flags = step.setting.flags ?? 0;
    return step.steps.flatMap(rowsOf).map((each) => ({ ...each, flags: each.flags | flags }));
  }
  throw new RangeError("expected rows of one market and one time in a frame, found a move");
}

function levelRow(side: "bid" | "ask", [price, size]: HumanLevel): DraftRow {
  return draft(RowKind.Level, {
    side: side === "bid" ? RowSide.Bid : RowSide.Ask,
    price: exactPrice(price),
    size: exactSize(size),
  });
}

function draft(kind: number, fields: Partial<DraftRow>): DraftRow {
  return { kind, side: 0, price: 0, size: 0, flags: 0, ...fields };
}

function exactPrice(value: HumanDecimal): number {
  return exact(parsePriceUnits(String(value)), value, "a price in steps of 0.0001");
}

function exactSize(value: HumanDecimal): number {
  return exact(parseMicroShares(String(value)), value, "a size in steps of 0.000001");
}

function exact(count: number, given: HumanDecimal, expected: string): number {
  if (Number.isNaN(count)) throw new RangeError(`expected ${expected}, found ${given}`);
  return count;
}
