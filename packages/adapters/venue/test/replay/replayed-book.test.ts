import { describe, expect, it } from "vitest";
import {
  apply,
  book,
  gap,
  level,
  micro,
  takerBuys,
  takerSells,
  tick,
  units,
  type PlainRow,
} from "./frames.ts";
import { order, replayedBook } from "./heard.ts";

const LADDER = book({
  bids: [
    [0.48, 300],
    [0.47, 200],
  ],
  asks: [
    [0.52, 100],
    [0.53, 250],
  ],
});

describe("taking from a recorded book", () => {
  it("leaves the old book less what was executed, on both tokens", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);

    replayed.submit(order("bid", 0.53, 150, { timeInForce: "FAK" }));

    expect(heard.takeFills()).toEqual([
      [-1, expect.any(Number), 100, 0.52],
      [-1, expect.any(Number), 50, 0.53],
    ]);
    expect(replayed.levels(1)).toEqual([{ price: units(0.53), size: micro(200) }]);
    expect(replayed.bestPrice(1)).toBe(units(0.53));
    expect(replayed.counts.takenSize).toBe(micro(150));
  });

  it("finds nothing a second time, also after the venue sent the same book again", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    replayed.submit(order("bid", 0.52, 100, { timeInForce: "FAK" }));
    apply(replayed, LADDER);

    expect(replayed.submit(order("bid", 0.52, 100, { timeInForce: "FAK" })).outcome).toBe(
      "unmatched",
    );
    expect(replayed.sizeAt(1, units(0.52))).toBe(0);
    expect(heard.displayed.has("1@0.52")).toBe(false);
  });

  it("has a level again once the record emptied it and somebody new came", () => {
    const { replayed } = replayedBook();
    apply(replayed, LADDER);
    replayed.submit(order("bid", 0.52, 100, { timeInForce: "FAK" }));
    apply(replayed, [level(1, 0.52, 0)]);
    apply(replayed, [level(1, 0.52, 40)]);
    expect(replayed.sizeAt(1, units(0.52))).toBe(micro(40));
  });

  it("shows only what came on top when a level that we took from grows", () => {
    const { replayed } = replayedBook();
    apply(replayed, LADDER);
    replayed.submit(order("bid", 0.52, 60, { timeInForce: "FAK" }));
    apply(replayed, [level(1, 0.52, 130)]);
    expect(replayed.sizeAt(1, units(0.52))).toBe(micro(70));
  });

  it("spends a budget, on the price of the order's own token", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    // A buyer of the second token pays 0.52 and 0.53 for the bids at 0.48 and 0.47.
    const buyer = order("ask", 0.01, 1e6, {
      token: 1,
      budgetMicroUsd: micro(182.5),
      timeInForce: "FOK",
    });
    expect(replayed.submit(buyer).outcome).toBe("done");
    expect(heard.fills.map(([, , shares, price]) => [shares, price])).toEqual([
      [300, 0.48],
      [50, 0.47],
    ]);
  });

  it("refuses a FOK, a FAK and a post-only without touching anything", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    const before = [replayed.levels(0), replayed.levels(1)];
    heard.displayed.clear();

    expect(replayed.submit(order("bid", 0.53, 351, { timeInForce: "FOK" })).outcome).toBe(
      "unfillable",
    );
    expect(replayed.submit(order("bid", 0.51, 5, { timeInForce: "FAK" })).outcome).toBe(
      "unmatched",
    );
    expect(replayed.submit(order("bid", 0.52, 5, { isPostOnly: true })).outcome).toBe("crosses");

    expect([replayed.levels(0), replayed.levels(1)]).toEqual(before);
    expect(heard.fills).toEqual([]);
    expect(heard.displayed.size).toBe(0);
  });

  it("rests what a limit order does not find, and shows it", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    const taker = order("bid", 0.52, 150);

    expect(replayed.submit(taker)).toEqual({
      outcome: "resting",
      filledSize: micro(100),
      restingSize: micro(50),
    });
    expect(replayed.bestPrice(0)).toBe(units(0.52));
    expect(heard.displayed.get("0@0.52")).toBe(50);
    expect(replayed.cancel(taker.orderIndex)).toBe(micro(50));
    expect(replayed.bestPrice(0)).toBe(units(0.48));
    replayed.audit();
  });
});

describe("accounts of the venue meeting in a recorded book", () => {
  it("fills recorded shares ahead, then the resting order, then those behind", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, book({ asks: [[0.52, 100]] }));
    const maker = order("ask", 0.52, 30);
    replayed.submit(maker);
    apply(replayed, [level(1, 0.52, 150)]);

    replayed.submit(order("bid", 0.52, 160, { orderIndex: 900, timeInForce: "FAK" }));

    expect(heard.fills).toEqual([
      [-1, 900, 100, 0.52],
      [maker.orderIndex, 900, 30, 0.52],
      [-1, 900, 30, 0.52],
    ]);
    expect(replayed.sizeAt(1, units(0.52))).toBe(micro(20));
    replayed.audit();
  });

  it("cancels the resting order of the same account, or stops the taker", () => {
    for (const selfTradePrevention of ["cancel_resting", "cancel_incoming"] as const) {
      const { replayed, heard } = replayedBook({ selfTradePrevention });
      apply(replayed, book({ asks: [[0.53, 100]] }));
      const maker = order("ask", 0.52, 30, { accountIndex: 7 });
      replayed.submit(maker);

      const { outcome, filledSize } = replayed.submit(
        order("bid", 0.53, 50, { accountIndex: 7, timeInForce: "FAK" }),
      );

      const isTaking = selfTradePrevention === "cancel_resting";
      expect(outcome).toBe(isTaking ? "done" : "self_trade");
      expect(filledSize).toBe(isTaking ? micro(50) : 0);
      expect(heard.prevented).toEqual(isTaking ? [maker.orderIndex] : []);
      expect(replayed.openSize(maker.orderIndex)).toBe(isTaking ? 0 : micro(30));
    }
  });
});

describe("resting in a recorded book", () => {
  it("waits for what was displayed, then fills by trades and keeps its place", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    const resting = order("bid", 0.48, 50);
    replayed.submit(resting);
    expect(replayed.sizeAhead(resting.orderIndex)).toBe(micro(300));
    expect(replayed.sizeAt(0, units(0.48))).toBe(micro(350));

    apply(replayed, [takerSells(0.48, 290), level(0, 0.48, 500)]);
    expect(replayed.sizeAhead(resting.orderIndex)).toBe(micro(10));
    apply(replayed, [takerSells(0.48, 30)]);
    expect(heard.takeFills()).toEqual([[resting.orderIndex, -1, 20, 0.48]]);
    apply(replayed, [takerSells(0.48, 30)]);
    expect(heard.takeFills()).toEqual([[resting.orderIndex, -1, 30, 0.48]]);
    expect(replayed.restingOrders()).toEqual([]);
  });

  it("gives a trade's size once, however many orders of ours stand in line", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, book({ bids: [[0.48, 100]] }));
    const first = order("bid", 0.48, 50);
    const second = order("bid", 0.48, 40);
    replayed.submit(first);
    replayed.submit(second);
    expect(replayed.restingOrders()).toEqual([first.orderIndex, second.orderIndex]);
    expect(replayed.sizeAhead(second.orderIndex)).toBe(micro(150));

    apply(replayed, [takerSells(0.48, 130)]);
    expect(heard.takeFills()).toEqual([[first.orderIndex, -1, 30, 0.48]]);
    apply(replayed, [takerSells(0.48, 25)]);
    // 100 recorded shares and the first order's 50 have traded: 5 are left for the second.
    expect(heard.takeFills()).toEqual([
      [first.orderIndex, -1, 20, 0.48],
      [second.orderIndex, -1, 5, 0.48],
    ]);
    apply(replayed, [level(0, 0.48, 0), takerSells(0.48, 15)]);
    expect(heard.takeFills()).toEqual([[second.orderIndex, -1, 15, 0.48]]);
    expect(replayed.counts.restingFilledSize).toBe(micro(70));
  });

  it("does not see trades of the other side, and mirrors those of the second token", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, book({ bids: [[0.48, 10]], asks: [[0.52, 10]] }));
    const bid = order("bid", 0.48, 20);
    replayed.submit(bid);
    apply(replayed, [takerBuys(0.48, 100)]);
    expect(heard.fills).toEqual([]);
    // Somebody who buys the second token at 0.52 hits bids of the first at 0.48.
    apply(replayed, [takerBuys(0.52, 25, true)]);
    expect(heard.fills).toEqual([[bid.orderIndex, -1, 15, 0.48]]);
  });

  it.each<[string, PlainRow[]]>([
    ["a trade through its price", [takerSells(0.47, 5)]],
    ["a recorded ask at its price", [level(0, 0.48, 0), level(1, 0.48, 5)]],
    ["a recorded ask beyond its price", book({ asks: [[0.4, 5]] })],
    ["the second token's bid beyond its price", book({ bids: [[0.6, 5]] }, true)],
  ])("is filled by %s: the rest, or no more than is shown", (_, rows) => {
    for (const crossing of ["remainder", "shown"] as const) {
      const { replayed, heard } = replayedBook({ crossing });
      apply(replayed, book({ bids: [[0.48, 10]], asks: [[0.52, 10]] }));
      const bid = order("bid", 0.48, 20);
      replayed.submit(bid);
      apply(replayed, rows);

      const filled = crossing === "remainder" ? 20 : 5;
      expect(heard.fills).toEqual([[bid.orderIndex, -1, filled, 0.48]]);
      expect(replayed.counts.beyondShownSize).toBe(micro(filled - 5));
      expect(replayed.bestPrice(1) === 0 || replayed.bestPrice(1) > replayed.bestPrice(0)).toBe(
        true,
      );
      replayed.audit();
    }
  });

  it("gives the rest of a taker no more than what comes, until the record has moved away", () => {
    const { replayed, heard } = replayedBook({ crossing: "remainder" });
    const asks = (shares: number): PlainRow[] => book({ asks: [[0.52, shares]] });
    apply(replayed, asks(100));
    const taker = order("bid", 0.52, 1_000_000);
    expect(replayed.submit(taker).filledSize).toBe(micro(100));
    heard.takeFills();

    apply(replayed, asks(105));
    expect(heard.takeFills()).toEqual([[taker.orderIndex, -1, 5, 0.52]]);
    apply(replayed, asks(105));
    apply(replayed, [level(1, 0.52, 0), level(1, 0.51, 7)]);
    expect(heard.takeFills()).toEqual([[taker.orderIndex, -1, 7, 0.52]]);
    expect(replayed.counts.beyondShownSize).toBe(0);

    apply(replayed, book({ asks: [[0.55, 10]] }));
    apply(replayed, book({ asks: [[0.5, 10]] }));
    expect(replayed.openSize(taker.orderIndex)).toBe(0);
    expect(replayed.counts.beyondShownSize).toBe(micro(1_000_000 - 112 - 10));
  });

  it("takes better prices first when a trade goes through several levels", () => {
    const { replayed, heard } = replayedBook({ crossing: "shown" });
    apply(replayed, book({ bids: [[0.4, 10]] }));
    const low = order("bid", 0.45, 20);
    const high = order("bid", 0.47, 20);
    replayed.submit(low);
    replayed.submit(high);
    expect(replayed.restingOrders()).toEqual([high.orderIndex, low.orderIndex]);
    apply(replayed, [takerSells(0.44, 30)]);
    expect(heard.fills).toEqual([
      [high.orderIndex, -1, 20, 0.47],
      [low.orderIndex, -1, 10, 0.45],
    ]);
  });
});

describe("a record with holes", () => {
  it("matches nothing between a gap and the next whole book", () => {
    const { replayed, heard } = replayedBook();
    apply(replayed, LADDER);
    const resting = order("bid", 0.48, 50);
    replayed.submit(resting);
    apply(replayed, [gap()]);

    expect(replayed.isReady).toBe(false);
    apply(replayed, [takerSells(0.4, 1_000), level(1, 0.45, 10)]);
    expect(replayed.submit(order("bid", 0.6, 5, { timeInForce: "FAK" })).outcome).toBe("unmatched");
    expect(replayed.submit(order("bid", 0.6, 5, { timeInForce: "FOK" })).outcome).toBe(
      "unfillable",
    );
    expect(heard.fills).toEqual([]);
    expect(replayed.counts.skippedTradeCount).toBe(1);

    apply(replayed, book({ bids: [[0.3, 10]], asks: [[0.45, 60]] }));
    expect(heard.fills).toEqual([[resting.orderIndex, -1, 50, 0.48]]);
    expect(replayed.sizeAt(1, units(0.45))).toBe(micro(10));
  });

  it("matches nothing while the record is crossed, which this venue cannot be", () => {
    const { replayed, heard } = replayedBook();
    // 0.40 asked for each token: the first is asked at 0.40 and bid at 0.60.
    const theta = [...book({ asks: [[0.4, 1_000]] }), level(1, 0.4, 1_000, true)];
    apply(replayed, theta);
    expect(replayed.bestPrice(0)).toBe(units(0.6));
    expect(replayed.isReady).toBe(false);
    expect(replayed.submit(order("bid", 0.4, 5, { timeInForce: "FAK" })).outcome).toBe("unmatched");
    expect(replayed.submit(order("ask", 0.6, 5, { timeInForce: "FAK" })).outcome).toBe("unmatched");

    apply(replayed, [level(0, 0.6, 0)]);
    expect(replayed.isReady).toBe(true);
    expect(replayed.submit(order("bid", 0.4, 5, { timeInForce: "FAK" })).outcome).toBe("done");
    expect(heard.fills).toHaveLength(1);
  });

  it("leaves out rows that break the format", () => {
    const { replayed } = replayedBook();
    apply(replayed, LADDER);
    apply(replayed, [
      { kind: 99 },
      level(0, 1, 5),
      level(0, 0, 5),
      level(0, 0.5, -1),
      takerBuys(0.5, 0),
      tick(0.3),
    ]);
    expect(replayed.counts.refusedRowCount).toBe(6);
    expect(replayed.bestPrice(0)).toBe(units(0.48));
  });

  it("keeps orders between the ticks when the tick becomes finer", () => {
    const { replayed } = replayedBook();
    apply(replayed, LADDER);
    const resting = order("bid", 0.48, 50);
    replayed.submit(resting);
    apply(replayed, [tick(0.001), level(0, 0.485, 10)]);
    expect(replayed.levels(0, 2)).toEqual([
      { price: units(0.485), size: micro(10) },
      { price: units(0.48), size: micro(350) },
    ]);
    expect(replayed.openSize(resting.orderIndex)).toBe(micro(50));
  });
});
