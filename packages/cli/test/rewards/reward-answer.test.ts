import { describe, expect, it } from "vitest";
import type { EstimateOptions } from "../../src/rewards/estimate-options.ts";
import { estimateText } from "../../src/rewards/print-estimate.ts";
import { rewardAnswer } from "../../src/rewards/reward-answer.ts";

/** The guide's worked example: 80 shares 3 cents from the midpoint, 5 cents allowed, 200 USD a day. */
const GUIDE: EstimateOptions = {
  order: [{ outcome: "YES", side: "BUY", price: 0.47, size: 80 }],
  pool: 200,
  maxSpread: 5,
  minSize: 50,
  multiplier: 1,
  uptime: 1,
  mid: 0.5,
  competition: 50_000,
  cache: "",
};

const BOOK = {
  bids: [
    { price: 0.48, size: 500 },
    { price: 0.47, size: 300 },
  ],
  asks: [{ price: 0.52, size: 400 }],
  title: "a book",
};

describe("the reward answer", () => {
  it("corrects the guide's worked example", () => {
    const { score, estimates, guideUsdPerDay } = rewardAnswer(GUIDE, null);
    expect(score.qMin).toBeCloseTo(12.8 / 3, 9);
    expect(guideUsdPerDay).toBeCloseTo(0.0512, 4);
    expect(estimates.likely.earnedUsdPerDay).toBeCloseTo(0.01707, 5);
    expect(estimates.likely.paidUsdPerDay).toBe(0);
  });

  it("reads midpoint and a range of competition from a book", () => {
    const { competition: _, mid: __, ...rest } = GUIDE;
    const answer = rewardAnswer(rest, BOOK);
    expect(answer.mid).toBe(0.5);
    const { least, asOneMaker, most } = answer.competition;
    expect(least).toBeLessThan(asOneMaker);
    expect(asOneMaker).toBeLessThanOrEqual(most);
    const { cautious, likely, hopeful } = answer.estimates;
    expect(cautious.earnedUsdPerDay).toBeLessThanOrEqual(likely.earnedUsdPerDay);
    expect(likely.earnedUsdPerDay).toBeLessThanOrEqual(hopeful.earnedUsdPerDay);
  });

  it("lets own orders move the midpoint, as they would", () => {
    const { mid: _, ...rest } = GUIDE;
    const closer = {
      ...rest,
      order: [{ ...GUIDE.order[0], outcome: "NO", side: "BUY", price: 0.49, size: 60 } as const],
    };
    expect(rewardAnswer(closer, BOOK).mid).toBeCloseTo(0.495, 12);
  });

  it("refuses orders that would trade, and a book without a midpoint", () => {
    const { mid: _, ...rest } = GUIDE;
    const crossing = {
      ...rest,
      order: [{ outcome: "YES", side: "BUY", price: 0.52, size: 80 } as const],
    };
    expect(() => rewardAnswer(crossing, BOOK)).toThrow("orders that rest");
    expect(() => rewardAnswer(rest, { ...BOOK, asks: [] })).toThrow("Give --mid <price>");
    expect(() => rewardAnswer(rest, null)).toThrow("no --mid");
  });

  it("says in words what happened to the score", () => {
    const textOf = (options: Partial<EstimateOptions>): string =>
      estimateText(rewardAnswer({ ...GUIDE, ...options }, null));
    expect(textOf({})).toContain("one side alone counts for a third: 12.8 / 3");
    expect(textOf({})).toContain("nothing: a day below 1 USD is not paid");
    expect(
      textOf({ mid: 0.05, order: [{ outcome: "YES", side: "BUY", price: 0.04, size: 80 }] }),
    ).toContain("only two-sided quotes score");
    expect(textOf({ minSize: 100 })).toContain("no order scores");
    const bothSides = { outcome: "NO", side: "BUY", price: 0.47, size: 80 } as const;
    const both = textOf({ order: [...GUIDE.order, bothSides], competition: 100, uptime: 0.5 });
    expect(both).toContain("Your score    12.8: the smaller of the two sides");
    expect(both).toContain("in 50 % of the samples");
    expect(both).toContain("two sides do not add up, and 12.8 count");
  });
});
