import { ManualStopwatch } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { approve, type Ports } from "../../src/index.ts";
import { guard } from "../risk/order-path.ts";
import { DEPOSIT, DeskBench } from "../trading/desk-bench.ts";
import { liftAll, survive } from "./survival.ts";

type Vote = (ports: Ports) => unknown;

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

/** Answers that are none, and the code with which the intent is refused. */
const RUBBISH: readonly (readonly [fear: string, code: string, vote: Vote])[] = [
  ["throws an error", "RISK_GUARD_FAILED", raising(new Error("out of order"))],
  ["throws nothing at all", "RISK_GUARD_FAILED", raising(undefined)],
  ["throws something that throws", "RISK_GUARD_FAILED", raising(untouchable())],
  [
    "runs out of stack",
    "RISK_GUARD_FAILED",
    function deep(): unknown {
      return [deep()];
    },
  ],
  ["answers nothing", "RISK_GUARD_ANSWER_INVALID", () => undefined],
  ["answers yes", "RISK_GUARD_ANSWER_INVALID", () => true],
  ["answers a text", "RISK_GUARD_ANSWER_INVALID", () => "APPROVE"],
  ["answers a function", "RISK_GUARD_ANSWER_INVALID", () => () => approve("RISK_FINE")],
  [
    "answers a promise of approval",
    "RISK_GUARD_ANSWER_INVALID",
    () => Promise.resolve(approve("RISK_FINE")),
  ],
  [
    "answers a promise that fails",
    "RISK_GUARD_ANSWER_INVALID",
    () => Promise.reject(new Error("later")),
  ],
  ["answers a list of approvals", "RISK_GUARD_ANSWER_INVALID", () => [approve("RISK_FINE")]],
  [
    "answers a vote of its own",
    "RISK_GUARD_ANSWER_INVALID",
    () => ({ vote: "MAYBE", reasonCode: "RISK_FINE" }),
  ],
  ["answers without a reason", "RISK_GUARD_ANSWER_INVALID", () => ({ vote: "APPROVE" })],
  [
    "answers with a stranger's reason",
    "RISK_GUARD_ANSWER_INVALID",
    () => ({ vote: "APPROVE", reasonCode: "RISK_GREED" }),
  ],
  ["shrinks to NaN", "RISK_GUARD_ANSWER_INVALID", shrinking({ notionalMicroUsdMax: Number.NaN })],
  ["shrinks below nothing", "RISK_GUARD_ANSWER_INVALID", shrinking({ notionalMicroUsdMax: -1 })],
  ["shrinks by nothing", "RISK_GUARD_ANSWER_INVALID", shrinking({})],
  ["shrinks by what nobody knows", "RISK_GUARD_ANSWER_INVALID", shrinking({ isLucky: true })],
  ["answers a thing that refers to itself", "RISK_GUARD_ANSWER_INVALID", () => cyclic],
  ["answers what cannot be touched", "RISK_GUARD_ANSWER_INVALID", untouchable],
];

function raising(what: unknown): Vote {
  return () => {
    throw what;
  };
}

function shrinking(constraints: object): Vote {
  return () => ({ vote: "RESHAPE_REQUIRED", reasonCode: "RISK_LESS", constraints });
}

/** Throws whatever is done with it. */
function untouchable(): object {
  const refuse = (): never => {
    throw new Error("do not touch");
  };
  return new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse, has: refuse });
}

describe("a risk bot that", () => {
  it.each(RUBBISH)("%s lets nothing through, and stops nothing else", (_, code, vote) => {
    let isMad = true;
    const bench = survive(() => {
      isMad = true;
      const mad = guard("mad", (_intent, _context, ports) =>
        isMad ? vote(ports) : approve("RISK_FINE"),
      );
      const each = new DeskBench({ bots: [mad] });
      each.wish({}, { price: 4_900 });
      isMad = false;
      return each;
    });
    const decisions = bench.run.audit.flatMap(({ decisions: some }) => some);
    expect(decisions.map(({ reasonCode }) => reasonCode)).toEqual([code, code]);
    expect(decisions.every(({ votes }) => votes.length === 1)).toBe(true);
    expect(bench.gateway.calls).toEqual([]);
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("crashes again and again is out of service, and trading with it, for the rest of the run", () => {
    let isMad = true;
    const bench = survive(
      () => {
        isMad = true;
        const mad = guard("mad", () => {
          if (isMad) throw new Error("out of order");
          return approve("RISK_FINE");
        });
        const each = new DeskBench({ bots: [mad] });
        for (let round = 0; round < 5; round += 1) each.wish({});
        isMad = false;
        // It would answer now, and is not asked.
        each.wish({});
        liftAll(each);
        each.wish({});
        return each;
      },
      { canTradeAgain: false },
    );
    const codes = bench.run.audit.flatMap(({ decisions }) =>
      decisions.map(({ reasonCode }) => reasonCode),
    );
    expect(codes.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "RISK_GUARD_FAILED"));
    expect(codes.slice(3)).toEqual(Array.from({ length: 4 }, () => "RISK_GUARD_SUSPENDED"));
    expect(bench.gateway.calls).toEqual([]);
  });

  it("is slow is not waited for, and its late yes does not count", () => {
    const story = (): DeskBench => {
      const stopwatch = new ManualStopwatch();
      const slow = guard("slow", () => {
        if (bench.desk.orderCount < 1 && isSlow) stopwatch.advance(60_000);
        return approve("RISK_FINE");
      });
      let isSlow = true;
      const bench = new DeskBench({ bots: [slow], stopwatch });
      bench.wish({});
      isSlow = false;
      return bench;
    };
    const bench = survive(story);
    expect(bench.noticeCodes).toContain("RISK_GUARD_TOO_SLOW");
    expect(bench.gateway.placements).toEqual([]);
  });

  it("crashes while orders rest leaves them where they are, and they can be taken back", () => {
    const bench = survive(() => {
      let isMad = false;
      const mad = guard("mad", () => {
        if (isMad) throw new Error("out of order");
        return approve("RISK_FINE");
      });
      const each = new DeskBench({ bots: [mad] });
      const [orderId = ""] = each.wish({});
      each.answer(orderId, "resting");
      isMad = true;
      each.wish({});
      each.onTold = () => undefined;
      isMad = false;
      liftAll(each);
      return each;
    });
    expect(bench.desk.openOrders.count).toBe(1);
    expect(bench.desk.listOpenOrders()).toMatchObject([{ state: "resting" }]);
  });
});
