import type { QueueModel } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { apply, book, level, micro, takerSells, units, type PlainRow } from "./frames.ts";
import { goldenCases } from "./golden.ts";
import { order, replayedBook } from "./heard.ts";

interface WalkInput {
  readonly side: "BUY" | "SELL";
  readonly levels: readonly (readonly [number, number])[];
  readonly qty?: number;
  readonly notional?: number;
  readonly limit?: number;
  readonly tif?: "FAK" | "FOK";
}
interface WalkExpected {
  readonly status: string;
  readonly fills: readonly (readonly [price: number, shares: number, fee: number])[];
  readonly book_after: readonly (readonly [price: number, shares: number])[];
}
interface QueueInput {
  readonly model: string;
  readonly n: number | null;
  readonly order_qty: number;
  readonly level_qty: number;
  readonly lot: number;
  readonly events: readonly { readonly type: string; readonly qty: number }[];
}
interface QueueExpected {
  readonly steps: readonly {
    readonly front: number;
    readonly filled: number;
    readonly leaves: number;
  }[];
}
interface OverlayInput {
  readonly recorded_size: number;
  readonly rho_per_s: number;
  readonly permanent: number;
  readonly actions: readonly {
    readonly ts_ms: number;
    readonly type: string;
    readonly qty?: number;
  }[];
}

const STATUS_OF: Readonly<Record<string, readonly string[]>> = {
  FILLED: ["done"],
  PARTIAL: ["done"],
  KILLED: ["unfillable"],
  UNFILLED: ["unmatched"],
};

const walks = goldenCases<WalkInput, WalkExpected>("02-book-walk", "walkBook");
const queues = goldenCases<QueueInput, QueueExpected>("03-queue-position", "queueSim");
const overlays = goldenCases<OverlayInput, { readonly available_after: readonly number[] }>(
  "04-latency-resilience",
  "depthOverlay",
);

describe.skipIf(walks.length === 0)("a taker in a recorded book walks it as the vectors do", () => {
  it.each(walks)("$id", ({ input, expected }) => {
    const { replayed, heard } = replayedBook();
    const isBuy = input.side === "BUY";
    apply(replayed, book(isBuy ? { asks: input.levels } : { bids: input.levels }));
    const worst = input.limit ?? (isBuy ? 0.99 : 0.01);
    const taker = order(isBuy ? "bid" : "ask", worst, input.qty ?? 1e6, {
      timeInForce: input.tif ?? "FAK",
      budgetMicroUsd: input.notional === undefined ? null : micro(input.notional),
    });

    const { outcome } = replayed.submit(taker);

    expect(STATUS_OF[expected.status]).toContain(outcome);
    expect(heard.fills.map(([, , shares, price]) => [price, shares])).toEqual(
      expected.fills.map(([price, shares]) => [price, near(shares)]),
    );
    const after = replayed.levels(isBuy ? 1 : 0);
    expect(after.map(({ price, size }) => [price / 1e4, size / 1e6])).toEqual(
      expected.book_after.map(([price, shares]) => [price, near(shares)]),
    );
    replayed.audit();
  });
});

describe.skipIf(queues.length === 0)("a resting order waits as the vectors say", () => {
  it.each(queues)("$id $input.model $input.n", ({ input, expected }) => {
    const { replayed, heard } = replayedBook({
      queueModel: modelOf(input),
      lotSize: micro(input.lot),
    });
    apply(replayed, book({ bids: [[0.5, input.level_qty]] }));
    const resting = order("bid", 0.5, input.order_qty);
    expect(replayed.submit(resting).outcome).toBe("resting");

    for (const [index, step] of expected.steps.entries()) {
      const event = input.events[index];
      if (event === undefined) throw new Error("a step without an event");
      const row: PlainRow =
        event.type === "trade" ? takerSells(0.5, event.qty) : level(0, 0.5, event.qty);
      apply(replayed, [row]);
      const filled = heard.takeFills().reduce((sum, [, , shares]) => sum + shares, 0);
      expect(filled).toBeCloseTo(step.filled, 5);
      expect(replayed.openSize(resting.orderIndex) / 1e6).toBeCloseTo(step.leaves, 5);
      if (step.leaves > 0) {
        expect(replayed.sizeAhead(resting.orderIndex) / 1e6).toBeCloseTo(step.front, 5);
      }
    }
  });
});

describe.skipIf(overlays.length === 0)("what we take comes back as the vectors say", () => {
  it.each(overlays)("$id", ({ input, expected }) => {
    let nowMs = 0;
    const { replayed } = replayedBook({
      overlay: { permanentShare: input.permanent, recoveryPerSecond: input.rho_per_s },
      nowMs: () => nowMs,
    });
    apply(replayed, book({ asks: [[0.52, input.recorded_size]] }));
    for (const [index, action] of input.actions.entries()) {
      nowMs = action.ts_ms;
      const shares = action.qty ?? 0;
      if (action.type === "consume") {
        replayed.submit(order("bid", 0.52, shares, { timeInForce: "FAK" }));
      } else {
        apply(replayed, action.type === "probe" ? [] : [level(1, 0.52, shares)], nowMs);
      }
      expect(replayed.sizeAt(1, units(0.52)) / 1e6).toBeCloseTo(
        expected.available_after[index] ?? Number.NaN,
        5,
      );
    }
  });
});

function near(shares: number): unknown {
  return expect.closeTo(shares, 5);
}

function modelOf({ model, n }: QueueInput): QueueModel {
  switch (model) {
    case "power":
    case "power2":
    case "power3":
      return { family: model, exponent: n ?? 1 };
    case "log":
    case "log2":
      return { family: model };
    default:
      return { family: "risk_averse" };
  }
}
