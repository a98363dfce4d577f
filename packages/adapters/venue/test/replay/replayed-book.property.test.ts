import type { QueueModel } from "@polytraders/quant";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CrossingRule, ReplayedBookModel } from "../../src/replay/replayed-book-options.ts";
import {
  apply,
  book,
  gap,
  level,
  micro,
  takerBuys,
  takerSells,
  units,
  type PlainRow,
} from "./frames.ts";
import { order, replayedBook, type Heard } from "./heard.ts";
import type { ReplayedBook } from "../../src/replay/replayed-book.ts";

type Action =
  | { readonly does: "frame"; readonly rows: readonly PlainRow[] }
  | {
      readonly does: "order";
      readonly side: "bid" | "ask";
      readonly price: number;
      readonly shares: number;
      readonly accountIndex: number;
      readonly timeInForce: "GTC" | "FOK" | "FAK";
      readonly isPostOnly: boolean;
    }
  | { readonly does: "cancel"; readonly which: number };

const price = fc.integer({ min: 46, max: 54 }).map((cents) => cents / 100);
const shares = fc.integer({ min: 1, max: 400 });
const isSecond = fc.boolean();
const levels = (min: number, max: number): fc.Arbitrary<[number, number][]> =>
  fc.uniqueArray(
    fc.tuple(
      fc.integer({ min, max }).map((cents) => cents / 100),
      shares,
    ),
    { selector: ([at]) => at, maxLength: 4 },
  );
const row = fc.oneof(
  fc
    .tuple(fc.constantFrom<0 | 1>(0, 1), price, fc.oneof(fc.constant(0), shares), isSecond)
    .map((fields) => level(...fields)),
  fc.tuple(price, shares, isSecond).map((fields) => takerBuys(...fields)),
  fc.tuple(price, shares, isSecond).map((fields) => takerSells(...fields)),
);
const wholeBook = fc
  .record({ bids: levels(44, 50), asks: levels(50, 56) })
  .map((sides): PlainRow[] => book(sides));
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .oneof(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        wholeBook,
        fc.tuple(row, wholeBook).map(([first, rest]) => [first, ...rest]),
      )
      .map((rows): Action => ({ does: "frame", rows })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ does: "frame", rows: [gap()] }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("order" as const),
      side: fc.constantFrom<"bid" | "ask">("bid", "ask"),
      price,
      shares,
      accountIndex: fc.integer({ min: 0, max: 2 }),
      timeInForce: fc.constantFrom<"GTC" | "FOK" | "FAK">("GTC", "GTC", "FOK", "FAK"),
      isPostOnly: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("cancel" as const), which: fc.nat(30) }) },
);
const story = fc.array(action, { minLength: 1, maxLength: 40 });
const queueModel = fc.constantFrom<QueueModel>(
  { family: "risk_averse" },
  { family: "power", exponent: 2 },
  { family: "power2", exponent: 2 },
  { family: "log2" },
);
const crossing = fc.constantFrom<CrossingRule>("remainder", "shown");

/** Does one thing and checks what must hold after each. */
function act(
  { replayed, heard }: { replayed: ReplayedBook; heard: Heard },
  index: number,
  one: Action,
): string {
  if (one.does === "frame") {
    const before = replayed.counts;
    apply(replayed, one.rows);
    const tape = tapeOf(one.rows);
    const given = sumOf(heard.takeFills());
    expect(micro(given)).toBe(replayed.counts.restingFilledSize - before.restingFilledSize);
    return `frame ${given} of ${tape}`;
  }
  if (one.does === "cancel") return `cancelled ${replayed.cancel(one.which)}`;
  const incoming = order(one.side, one.price, one.shares, { ...one, orderIndex: index });
  const against = one.side === "bid" ? 1 : 0;
  const reach = replayed
    .levels(against)
    .filter(({ price: at }) =>
      one.side === "bid" ? at <= units(one.price) : at >= units(one.price),
    );
  const shown = reach.reduce((sum, { size }) => sum + size, 0);
  const isBook = replayed.isReady;

  const { outcome, filledSize, restingSize } = replayed.submit(incoming);

  const fills = heard.takeFills();
  expect(filledSize).toBe(micro(sumOf(fills)));
  expect(filledSize).toBeLessThanOrEqual(isBook ? shown : 0);
  expect(filledSize + restingSize).toBeLessThanOrEqual(incoming.size);
  if (outcome === "resting") expect(filledSize + restingSize).toBe(incoming.size);
  if (one.timeInForce === "FOK" && outcome === "done") expect(filledSize).toBe(incoming.size);
  if (one.timeInForce !== "GTC") expect(restingSize).toBe(0);
  if (["crosses", "unfillable", "unmatched"].includes(outcome)) expect(fills).toEqual([]);
  expect(replayed.openSize(index)).toBe(restingSize);
  return `${outcome} ${filledSize} ${restingSize}`;
}

function sumOf(fills: readonly (readonly [number, number, number, number])[]): number {
  return fills.reduce((sum, [, , size]) => sum + size, 0);
}

function tapeOf(rows: readonly PlainRow[]): number {
  return rows.reduce((sum, one) => sum + (one.kind === 3 ? (one.shares ?? 0) : 0), 0);
}

function run(actions: readonly Action[], model: Partial<ReplayedBookModel>): string[] {
  const made = replayedBook(model);
  return actions.map((one, index) => {
    const told = act(made, index, one);
    made.replayed.audit();
    const { heard, replayed } = made;
    for (const side of [0, 1] as const) {
      for (const { price: at, size } of replayed.levels(side)) {
        expect(heard.displayed.get(`${side}@${at / 1e4}`)).toBe(size / 1e6);
      }
    }
    return `${told} ${JSON.stringify([replayed.levels(0), replayed.levels(1)])}`;
  });
}

describe("a recorded book, whatever happens to it", () => {
  it("never fills beyond what is shown, accounts for every share and repeats itself", () => {
    fc.assert(
      fc.property(story, queueModel, crossing, (actions, family, rule) => {
        const crossedRecord = actions.length % 2 === 0 ? ("refuse" as const) : ("allow" as const);
        const model = { queueModel: family, crossing: rule, crossedRecord };
        expect(run(actions, model)).toEqual(run(actions, model));
      }),
      { numRuns: 1_500 },
    );
  });

  it("gives resting orders no more than the tape, with the cautious models", () => {
    const trade = fc
      .tuple(fc.constantFrom(0.46, 0.47, 0.48), shares)
      .map(([at, size]) => takerSells(at, size));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0.46, 0.47, 0.48), shares), { maxLength: 6 }),
        fc.array(trade, { maxLength: 12 }),
        (orders, trades) => {
          const { replayed, heard } = replayedBook({ crossing: "shown" });
          apply(replayed, book({ bids: [[0.47, 100]], asks: [[0.55, 10]] }));
          for (const [at, size] of orders) replayed.submit(order("bid", at, size));
          for (const one of trades) {
            apply(replayed, [one]);
            expect(sumOf(heard.takeFills())).toBeLessThanOrEqual(tapeOf([one]));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
