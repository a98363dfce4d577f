import { describe, expect, it } from "vitest";
import { MarketBoard } from "../src/market-board.ts";

const setting = {
  marketsMax: 1,
  rankIntervalMs: 1_000,
  favoursIncumbents: false,
  scoreAgeMsMax: 60_000,
};
const score = (first: number, second = 0): { first: number; second: number } => ({ first, second });

describe("market board", () => {
  it("chooses once an interval, the first time an interval after the first report", () => {
    const board = new MarketBoard(setting);
    board.report(0, score(1), 500);
    expect(board.rankIfDue(1_499)).toEqual([]);
    expect(board.hasRanked).toBe(false);
    expect(board.dueAtMs).toBe(1_500);
    expect(board.rankIfDue(1_500)).toEqual([0]);
    expect(board.isChosen(0)).toBe(true);
    expect(board.dueAtMs).toBeNull();
    board.report(1, score(2), 1_600);
    expect(board.rankIfDue(2_499)).toEqual([]);
    expect(board.rankIfDue(2_500)).toEqual([0, 1]);
    expect([board.rankOf(1), board.rankOf(0)]).toEqual([1, 2]);
  });

  it("passes over a market that was not heard of for long", () => {
    const board = new MarketBoard(setting);
    board.report(0, score(9), 0);
    board.report(1, score(1), 0);
    board.rankIfDue(1_000);
    expect(board.isChosen(0)).toBe(true);
    board.report(1, score(2), 61_001);
    expect(board.rankIfDue(61_001)).toEqual([0, 1]);
    expect(board.isChosen(1)).toBe(true);
  });

  it("lets a challenger in that is a tenth better, where incumbents are favoured", () => {
    const board = new MarketBoard({ ...setting, favoursIncumbents: true });
    board.report(0, score(100), 0);
    board.rankIfDue(1_000);
    board.report(1, score(109), 1_000);
    expect(board.rankIfDue(2_000)).toEqual([]);
    board.report(1, score(111), 2_000);
    expect(board.rankIfDue(3_000)).toEqual([0, 1]);
  });

  it("takes a place away at once from a market that will not do", () => {
    const board = new MarketBoard(setting);
    board.report(0, score(1), 0);
    board.rankIfDue(1_000);
    board.report(0, null, 1_100);
    expect(board.isChosen(0)).toBe(false);
    expect(board.rankOf(0)).toBeNull();
  });
});
