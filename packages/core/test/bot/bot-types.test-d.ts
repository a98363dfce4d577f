/* oxlint-disable vitest/expect-expect -- the compiler is what asserts here */
import { EMPTY, map, NEVER } from "rxjs";
import { describe, expectTypeOf, test } from "vitest";
import {
  approve,
  defineBot,
  publish,
  reject,
  reshape,
  suppress,
  type BotContract,
  type Decision,
  type Grants,
  type Intents,
  type MicroShares,
  type PriceUnits,
  type VoteDecision,
} from "../../src/index.ts";

/** As the generator writes them. */
interface ObserverTypes {
  readonly authority: "observe";
  readonly parameters: { readonly windowSeconds: number };
  readonly reasonCode: "INTEL_DECAY_SEEN" | "INTEL_DECAY_UNKNOWN";
  readonly emits: { readonly decay: { readonly ratePerSecond: number } };
  readonly consumes: { readonly depth: { readonly levels: number } };
}
interface GuardTypes extends Omit<ObserverTypes, "authority" | "reasonCode" | "emits"> {
  readonly authority: "vote";
  readonly reasonCode: "RISK_CAP" | "RISK_FINE";
  readonly emits: object;
}
interface StrategyTypes extends Omit<ObserverTypes, "authority" | "reasonCode" | "emits"> {
  readonly authority: "trade";
  readonly reasonCode: "STRAT_BUY";
  readonly emits: object;
}
declare const observer: BotContract<ObserverTypes>;
declare const guard: BotContract<GuardTypes>;
declare const strategy: BotContract<StrategyTypes>;

const PAYLOAD = { ratePerSecond: 1 };
const INTENT = {
  intent: { tokenId: "t", side: "BUY", price: 5_000, size: 1, timeInForce: "GTC" },
  reasonCode: "STRAT_BUY",
} as const;

describe("an observer", () => {
  test("compiles when it keeps to its contract, in every form", () => {
    defineBot(observer, ({ parameters }) => ({
      decide: ({ book }) =>
        book.bestBidSize > parameters.windowSeconds
          ? publish("decay", "INTEL_DECAY_SEEN", 1, 0.5, PAYLOAD)
          : suppress("decay", "INTEL_DECAY_UNKNOWN", PAYLOAD),
    }));
    defineBot(observer, () => ({
      perMarket: ({ parameters }) => ({
        onSignal: ({ kind, payload }) => {
          expectTypeOf(kind).toEqualTypeOf<"depth">();
          expectTypeOf(payload.levels).toEqualTypeOf<number>();
          expectTypeOf(parameters.windowSeconds).toEqualTypeOf<number>();
        },
        decide: () => null,
      }),
    }));
    defineBot(observer, () => ({
      streams: ({ signals }) =>
        signals.depth.pipe(
          map(() => ({
            ...publish("decay", "INTEL_DECAY_SEEN", 1, 0.5, PAYLOAD),
            marketId: "m",
          })),
        ),
    }));
  });

  test("cannot use a reason code that its spec does not declare", () => {
    defineBot(observer, () => ({
      // @ts-expect-error -- INTEL_TYPO is not declared
      decide: () => publish("decay", "INTEL_TYPO", 1, 0.5, PAYLOAD),
    }));
  });

  test("cannot emit a signal that its spec does not declare", () => {
    defineBot(observer, () => ({
      // @ts-expect-error -- the signal is called decay
      decide: () => publish("decoy", "INTEL_DECAY_SEEN", 1, 0.5, PAYLOAD),
    }));
    defineBot(observer, () => ({
      // @ts-expect-error -- depth is consumed, not emitted
      decide: () => publish("depth", "INTEL_DECAY_SEEN", 1, 0.5, { levels: 1 }),
    }));
  });

  test("cannot emit another payload than the declared one", () => {
    defineBot(observer, () => ({
      // @ts-expect-error -- ratePerSecond is a number
      decide: () => publish("decay", "INTEL_DECAY_SEEN", 1, 0.5, { ratePerSecond: "1" }),
    }));
    defineBot(observer, () => ({
      // @ts-expect-error -- ratePerSecond is missing
      decide: () => publish("decay", "INTEL_DECAY_SEEN", 1, 0.5, {}),
    }));
  });

  test("cannot read a parameter that does not exist, nor change one", () => {
    defineBot(observer, ({ parameters }) => {
      // @ts-expect-error -- the parameter is called windowSeconds
      const window: unknown = parameters.windowSecond;
      // @ts-expect-error -- parameters are read-only
      parameters.windowSeconds = 2;
      return { decide: () => (window === 1 ? null : null) };
    });
  });

  test("cannot return the output of another layer", () => {
    defineBot(observer, () => ({
      // @ts-expect-error -- an observer does not vote
      decide: () => approve("INTEL_DECAY_SEEN"),
    }));
    defineBot(observer, () => ({
      // @ts-expect-error -- an observer does not trade
      decide: () => ({ ...INTENT, reasonCode: "INTEL_DECAY_SEEN" as const }),
    }));
  });

  test("cannot reach a port that its authority does not grant", () => {
    // @ts-expect-error -- only authority trade holds the intents port
    defineBot(observer, ({ intents }) => ({
      decide: () => (intents === undefined ? null : null),
    }));
    expectTypeOf<Grants<ObserverTypes>>().not.toHaveProperty("intents");
    expectTypeOf<Grants<GuardTypes>>().not.toHaveProperty("intents");
    expectTypeOf<Grants<StrategyTypes>["intents"]>().toEqualTypeOf<Intents>();
  });

  test("cannot consume a signal that its spec does not declare", () => {
    defineBot(observer, () => ({
      streams: ({ signals }) => {
        expectTypeOf(signals).not.toHaveProperty("decay");
        // @ts-expect-error -- decay is emitted, not consumed
        const missing: unknown = signals.decay;
        return missing === undefined ? EMPTY : NEVER;
      },
    }));
  });

  test("names the market of each stream output", () => {
    defineBot(observer, () => ({
      streams: ({ signals }) =>
        // @ts-expect-error -- marketId is missing
        signals.depth.pipe(map(() => publish("decay", "INTEL_DECAY_SEEN", 1, 0.5, PAYLOAD))),
    }));
  });

  test("cannot write to a book", () => {
    defineBot(observer, () => ({
      decide: ({ book }) => {
        // @ts-expect-error -- the book is a view
        book.bestBidPrice = 1;
        return null;
      },
    }));
  });
});

describe("a guard", () => {
  test("votes with its own reason codes only", () => {
    defineBot(guard, ({ parameters }) => ({
      vote: ({ size }) =>
        size > parameters.windowSeconds
          ? reshape("RISK_CAP", { notionalMicroUsdMax: 1 })
          : reject("RISK_CAP"),
    }));
    defineBot(guard, () => ({
      // @ts-expect-error -- RISK_TYPO is not declared
      vote: () => approve("RISK_TYPO"),
    }));
    expectTypeOf<VoteDecision<GuardTypes>>().toExtend<Decision<GuardTypes>>();
  });

  test("does not trade", () => {
    defineBot(guard, () => ({
      // @ts-expect-error -- a guard does not trade
      decide: () => ({ ...INTENT, reasonCode: "RISK_FINE" as const }),
    }));
  });
});

describe("a strategy", () => {
  test("proposes intents and does not vote", () => {
    defineBot(strategy, ({ intents }) => ({
      decide: () => {
        intents.propose(INTENT);
        return INTENT;
      },
    }));
    defineBot(strategy, () => ({
      // @ts-expect-error -- a strategy does not approve its own orders
      decide: () => approve("STRAT_BUY"),
    }));
  });
});

describe("units", () => {
  test("do not mix", () => {
    const take = (price: PriceUnits, size: MicroShares): number => price + size;
    const price: PriceUnits = 5_000;
    const size: MicroShares = 1_000_000;
    take(price, size);
    take(5_000, 1_000_000);
    // @ts-expect-error -- a size is no price
    take(size, price);
  });
});
