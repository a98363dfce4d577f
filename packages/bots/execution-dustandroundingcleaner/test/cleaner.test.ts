import { buildApprovedOrder, buildSlice, PlanBench, type PlanWorld } from "@polytraders/testkit";
import type { ApprovedOrderRecord, PlanSlice } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

function clean(
  order: Partial<ApprovedOrderRecord>,
  slices: readonly Partial<PlanSlice>[] = [{}],
  world: PlanWorld = {},
  parameters: Readonly<Record<string, unknown>> = {},
) {
  const record = buildApprovedOrder(order);
  const draft = slices.map((slice) => buildSlice(record, slice));
  const { plan, reasonCode } = new PlanBench(bot, parameters, world).plan(record, {
    slices: draft,
  });
  const after = plan.slices ?? (plan.outcome === "abandon" ? [] : draft);
  const said = after.map(
    ({ timeInForce, size, price }) => `${timeInForce} ${size / 1e6} @ ${price}`,
  );
  return { reasonCode, said };
}

const held = (size: number) => ({
  ledger: {
    held: [{ marketId: "market-0", tokenId: "market-0-yes", size, costMicroUsd: size / 2 }],
  },
});

describe("rounding", () => {
  it("moves prices in our favour and never past the limit", () => {
    const slices = [{ price: 5_449, size: 50_000_000 }];
    expect(clean({ price: 5_450 }, slices).said).toEqual(["GTC 50 @ 5400"]);
    expect(clean({ side: "SELL", price: 5_401 }, slices).said).toEqual(["GTC 50 @ 5500"]);
    expect(clean({ price: 5_200 }, slices).said).toEqual(["GTC 50 @ 5200"]);
    expect(clean({ side: "SELL", price: 5_600 }, slices).said).toEqual(["GTC 50 @ 5600"]);
  });

  it("carries what it cuts to the next slice where it is told to", () => {
    const slices = [{ size: 50_009_999 }, { size: 49_990_001 }];
    expect(clean({}, slices).said).toEqual(["GTC 50 @ 5000", "GTC 49.99 @ 5000"]);
    const carried = clean({}, slices, {}, { roundStrategy: "carry_forward" });
    expect(carried.said).toEqual(["GTC 50 @ 5000", "GTC 50 @ 5000"]);
  });

  it("cuts a purchase that takes to what its whole cents buy", () => {
    // 33.33 at 0.53 are 17.6649: 17.66 buy 33.3207, which 33.33 covers.
    expect(clean({ price: 5_300, size: 33_330_000, timeInForce: "FAK" })).toEqual({
      reasonCode: "EXEC_DUST_CLEAN",
      said: ["FAK 33.33 @ 5300"],
    });
    // At a tenth of a cent a cent buys ten shares.
    const world = { markets: [{ tickSize: 10 }] };
    const cheap = { price: 10, size: 5_005_000_000, timeInForce: "FOK" as const };
    expect(clean(cheap, [{}], world).said).toEqual(["FOK 5000 @ 10"]);
    expect(clean({ ...cheap, side: "SELL" }, [{}], world).said).toEqual(["FOK 5005 @ 10"]);
    expect(clean({ ...cheap, timeInForce: "GTC" }, [{}], world).said).toEqual(["GTC 5005 @ 10"]);
  });
});

describe("joining", () => {
  it("goes with the neighbour, and rests where one of the two would", () => {
    const order = { price: 5_500, size: 100_000_000 };
    const taking = { price: 5_400, timeInForce: "FAK" as const };
    expect(clean(order, [{ ...taking, size: 4_000_000 }, { size: 96_000_000 }])).toEqual({
      reasonCode: "EXEC_DUST_JOINED",
      said: ["GTC 100 @ 5500"],
    });
    expect(clean(order, [{ ...taking, size: 96_000_000 }, { size: 4_000_000 }]).said).toEqual([
      "GTC 100 @ 5400",
    ]);
  });

  it("goes on until no piece is too small", () => {
    const slices = [2, 2, 2, 2, 50].map((shares) => ({ size: shares * 1_000_000 }));
    expect(clean({}, slices).said).toEqual(["GTC 58 @ 5000"]);
  });

  it("counts what is worth too little as too small, in pieces only", () => {
    const order = { price: 4_000, size: 24_000_000 };
    // Twelve shares at 0.40 are worth 4.80.
    expect(clean(order, [{ size: 12_000_000 }, { size: 12_000_000 }]).said).toEqual([
      "GTC 24 @ 4000",
    ]);
    expect(clean({ ...order, size: 12_000_000 }).reasonCode).toBe("EXEC_DUST_CLEAN");
  });
});

describe("sales", () => {
  const order = { side: "SELL" as const, size: 100_000_000 };

  it("take along what they would leave unsellable, within the approved size", () => {
    expect(clean(order, [{ size: 95_010_000 }], held(100_000_000))).toEqual({
      reasonCode: "EXEC_DUST_SWEPT",
      said: ["GTC 100 @ 5000"],
    });
    // Ten shares at 0.50 are worth five dollars: enough to be sold another day.
    expect(clean(order, [{ size: 90_000_000 }], held(100_000_000)).reasonCode).toBe(
      "EXEC_DUST_CLEAN",
    );
    // Nine are worth less, but nothing hinders their sale.
    expect(clean(order, [{ size: 91_000_000 }], held(100_000_000)).said).toEqual([
      "GTC 100 @ 5000",
    ]);
    expect(clean(order, [{}], held(109_000_000)).reasonCode).toBe("EXEC_DUST_CLEAN");
    expect(clean(order, [{ size: 97_000_000 }], held(102_000_000))).toEqual({
      reasonCode: "EXEC_DUST_LEFT",
      said: ["GTC 100 @ 5000"],
    });
  });

  it("do not count what other orders sell, nor a fraction that nobody can sell", () => {
    const other = { orderId: "order-1", side: "SELL" as const, remainingSize: 50_000_000 };
    const world = { ...held(150_000_000), orders: [other, { ...other, orderId: "order-0" }] };
    expect(clean(order, [{ size: 97_000_000 }], world).said).toEqual(["GTC 100 @ 5000"]);
    expect(clean(order, [{}], held(100_004_000)).reasonCode).toBe("EXEC_DUST_CLEAN");
  });

  it("of dust take what they can, unless they must not", () => {
    const dust = { ...order, size: 3_000_000 };
    expect(clean(dust, [{}], held(3_000_000))).toEqual({
      reasonCode: "EXEC_DUST_TAKES",
      said: ["FAK 3 @ 5000"],
    });
    expect(clean({ ...dust, isPostOnly: true }, [{}], held(3_000_000)).reasonCode).toBe(
      "EXEC_DUST_REFUSED",
    );
  });
});

describe("refusals", () => {
  it("are for what the venue would not take", () => {
    expect(clean({ size: 4_990_000 }).reasonCode).toBe("EXEC_DUST_REFUSED");
    expect(clean({ size: 5_000_000 }).reasonCode).toBe("EXEC_DUST_CLEAN");
    const taking = { timeInForce: "FAK" as const, price: 5_000 };
    expect(clean({ ...taking, size: 1_990_000 }).reasonCode).toBe("EXEC_DUST_REFUSED");
    expect(clean({ ...taking, size: 2_000_000 }).reasonCode).toBe("EXEC_DUST_CLEAN");
  });

  it("reach purchases that are worth too little where that is wanted", () => {
    const refuse = { refusesUneconomicOrders: true };
    expect(clean({ size: 9_990_000 }, [{}], {}, refuse).reasonCode).toBe("EXEC_DUST_REFUSED");
    expect(clean({ size: 10_000_000 }, [{}], {}, refuse).reasonCode).toBe("EXEC_DUST_CLEAN");
    const sale = { side: "SELL" as const, size: 9_990_000 };
    expect(clean(sale, [{}], {}, refuse).reasonCode).toBe("EXEC_DUST_CLEAN");
  });
});
