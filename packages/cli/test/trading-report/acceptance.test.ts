import { createSeededRandom } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  drawdownAligned,
  dumpWindows,
} from "../../src/trading-report/acceptance/drawdown-aligned.ts";
import { equityNotStraight } from "../../src/trading-report/acceptance/equity-not-straight.ts";
import { acceptanceVerdict } from "../../src/trading-report/acceptance/verdict.ts";
import { winRateFalls } from "../../src/trading-report/acceptance/win-rate-falls.ts";
import type { AcceptanceTest } from "../../src/trading-report/summary/acceptance-summary.ts";
import { HandRun } from "./hand-run.ts";

function testOf(run: HandRun, name: AcceptanceTest["name"]): AcceptanceTest {
  const found = run.summary().acceptance.tests.find((test) => test.name === name);
  if (found === undefined) throw new Error(`no test ${name}`);
  return found;
}

describe("the straight line", () => {
  it("fails a run whose book gives the same shares again and again, by two tests at once", () => {
    const run = new HandRun({ depositUsd: 20, marketIds: ["rain"] });
    run.book([[0.5, 100]], [[0.51, 100]]);
    for (let cycle = 0; cycle < 60; cycle += 1) {
      run.after(5_000).trade({ side: "BUY", shares: 30, price: 0.51 });
      run.trade({ side: "SELL", shares: 30, price: 0.55 }, { role: "maker" });
    }
    run.after(20_000).book([[0.5, 100]], [[0.51, 100]]);
    const { acceptance } = run.summary();
    expect(acceptance.verdict).toBe("fail");
    expect(testOf(run, "equity_not_straight")).toMatchObject({ verdict: "fail" });
    expect(testOf(run, "fills_within_book")).toMatchObject({
      verdict: "fail",
      value: 60 * 30 - 100,
    });
  });

  it("is no matter of a run that hardly traded", () => {
    const run = new HandRun().quote(0.5);
    run.trade({ side: "BUY", shares: 10, price: 0.5 });
    expect(testOf(run, "equity_not_straight").verdict).toBe("not_applicable");
    expect(new HandRun().summary().acceptance.verdict).toBe("not_applicable");
  });

  it("is seen behind a long quiet beginning and end", () => {
    const quiet = Array.from({ length: 500 }, () => 100);
    const rise = Array.from({ length: 40 }, (_, index) => 100 + index);
    const end = Array.from({ length: 500 }, () => 139);
    expect(equityNotStraight([...quiet, ...rise, ...end]).verdict).toBe("fail");
  });

  it("knows of falls between the samples", () => {
    const equity = Array.from({ length: 60 }, (_, index) => 100 + (index % 7) + index / 3);
    const monotone = equity.toSorted((left, right) => left - right);
    expect(equityNotStraight(monotone).verdict).toBe("fail");
    expect(equityNotStraight(monotone, 0.05).details["drawdownMax"]).toBe(0.05);
  });

  it("passes random walks", () => {
    const random = createSeededRandom(7, "walks");
    let failed = 0;
    for (let run = 0; run < 200; run += 1) {
      let value = 1_000;
      const equity = Array.from({ length: 300 }, () => (value += random.next() - 0.48));
      if (equityNotStraight(equity).verdict === "fail") failed += 1;
    }
    expect(failed).toBeLessThanOrEqual(2);
  });
});

describe("what the book showed", () => {
  it("allows what was displayed and what came back since, once each", () => {
    const run = new HandRun().book(
      [[0.4, 50]],
      [
        [0.5, 100],
        [0.51, 40],
      ],
    );
    run.trade({ side: "BUY", shares: 100, price: 0.5 });
    run.after(100).book(
      [[0.4, 50]],
      [
        [0.5, 30],
        [0.51, 40],
      ],
    );
    run.after(100).book(
      [[0.4, 50]],
      [
        [0.5, 90],
        [0.51, 40],
      ],
    );
    const orderId = run.send({ side: "BUY", shares: 100, price: 0.51 });
    run.fill(orderId, 60, { price: 5_000 });
    run.fill(orderId, 40, { price: 5_100 });
    run.after(20_000).quote(0.5);
    expect(testOf(run, "fills_within_book")).toMatchObject({
      verdict: "pass",
      details: { takenShares: 200, unjudgedFills: 0 },
    });
  });

  it("judges a fill only once the news that explains it has had time to come", () => {
    const run = new HandRun().book([[0.4, 50]], [[0.5, 10]]);
    const orderId = run.send({ side: "BUY", shares: 60, price: 0.5 });
    run.after(100).fill(orderId, 60);
    run.after(200).book([[0.4, 50]], [[0.5, 60]]);
    run.after(20_000).quote(0.5);
    expect(testOf(run, "fills_within_book").verdict).toBe("pass");
  });

  it("knows the second token's book as the other side of the first", () => {
    const run = new HandRun().book([[0.4, 50]], [[0.5, 10]]);
    run.trade({ side: "BUY", shares: 50, price: 0.6, isSecond: true });
    run.trade({ side: "SELL", shares: 20, price: 0.5, isSecond: true });
    run.after(20_000).quote(0.5);
    expect(testOf(run, "fills_within_book")).toMatchObject({
      verdict: "fail",
      value: 10,
      details: { levelsExceeded: 1 },
    });
  });

  it("allows a resting order what was traded at its price or through it, and no more", () => {
    const resting = { side: "BUY", shares: 100, price: 0.48, isPostOnly: true } as const;
    const filledBy = (shares: number, tape: (run: HandRun) => void): AcceptanceTest => {
      const run = new HandRun({ hasTape: true }).book([[0.48, 50]], [[0.5, 100]]);
      const orderId = run.send(resting);
      run.after(100).update(orderId, "resting");
      tape(run.after(1_000));
      run.fill(orderId, shares);
      run.after(20_000).book([[0.48, 50]], [[0.5, 100]]);
      return testOf(run, "fills_within_book");
    };
    const traded = (run: HandRun): HandRun => run.tape("SELL", 30, 0.48).tape("SELL", 20, 0.47);
    expect(filledBy(50, traded)).toMatchObject({ verdict: "pass", details: { restingFills: 1 } });
    expect(filledBy(60, traded)).toMatchObject({ verdict: "fail", value: 10 });
    expect(filledBy(10, (run) => run.tape("BUY", 30, 0.5)).verdict).toBe("fail");
    expect(filledBy(10, (run) => run.tape("SELL", 30, 0.49)).verdict).toBe("fail");
  });

  it("allows a resting order what left its level and what stood against it", () => {
    const filledAfter = (show: (run: HandRun) => void): AcceptanceTest => {
      const run = new HandRun({ hasTape: true }).book([[0.48, 50]], [[0.5, 100]]);
      const orderId = run.send({ side: "BUY", shares: 30, price: 0.48, isPostOnly: true });
      run.after(100).update(orderId, "resting");
      run.after(1_000).fill(orderId, 30);
      show(run.after(1_000));
      run.after(20_000).book([[0.48, 20]], [[0.5, 100]]);
      return testOf(run, "fills_within_book");
    };
    expect(filledAfter((run) => run.book([[0.48, 20]], [[0.5, 100]])).verdict).toBe("pass");
    expect(filledAfter((run) => run.book([], [[0.47, 30]])).verdict).toBe("pass");
    expect(filledAfter((run) => run.after(30_000)).verdict).toBe("pass");
    const unmoved = (run: HandRun): HandRun => run.after(6_000).book([[0.48, 50]], [[0.5, 100]]);
    expect(filledAfter(unmoved)).toMatchObject({ verdict: "fail", value: 30 });
  });

  it("refuses fills beyond their order", () => {
    const run = new HandRun().quote(0.5);
    const orderId = run.send({ side: "BUY", shares: 10, price: 0.505 });
    run.fill(orderId, 10, { price: 5_100 });
    expect(testOf(run, "fills_within_book")).toMatchObject({
      verdict: "fail",
      details: { beyondOrder: 1 },
    });
  });
});

describe("costs", () => {
  it("must be charged by the terms of the market", () => {
    const honest = new HandRun({ feeRate: 0.05 }).quote(0.5);
    honest.trade({ side: "BUY", shares: 100, price: 0.505 }, { feeUsd: 1.24988 });
    expect(testOf(honest, "fees_charged")).toMatchObject({ verdict: "pass", value: 0 });
    const free = new HandRun({ feeRate: 0.05 }).quote(0.5);
    free.trade({ side: "BUY", shares: 100, price: 0.505 });
    expect(testOf(free, "fees_charged")).toMatchObject({ verdict: "fail", value: 1 });
    const unknown = new HandRun().quote(0.5);
    unknown.trade({ side: "BUY", shares: 100, price: 0.505 });
    expect(testOf(unknown, "fees_charged").verdict).toBe("not_applicable");
  });

  it("lower the win rate of positions that were closed by taking", () => {
    const run = new HandRun({ feeRate: 0.05 }).quote(0.5);
    for (const price of [0.51, 0.52, 0.6, 0.45]) {
      run.trade({ side: "BUY", shares: 10, price: 0.505 }, { feeUsd: 0.1 });
      run.trade({ side: "SELL", shares: 10, price }, { feeUsd: 0.1, role: "maker" });
    }
    expect(testOf(run, "win_rate_drop")).toMatchObject({
      verdict: "pass",
      value: 50,
      details: { naiveWinRate: 0.75, realisticWinRate: 0.25, closedPositions: 4 },
    });
  });

  it("have the bound of the reference fixture where it is asked for", () => {
    const input = { netMicroUsd: [1e6, -2e6], costMicroUsd: [1e5, 1e5], takerFillCount: 2 };
    expect(winRateFalls(input).verdict).toBe("pass");
    expect(winRateFalls({ ...input, dropPointsMin: 15 }).verdict).toBe("fail");
    expect(winRateFalls({ ...input, takerFillCount: 0 }).verdict).toBe("not_applicable");
    expect(winRateFalls({ ...input, costMicroUsd: [0, 0] }).verdict).toBe("fail");
  });
});

describe("dumps", () => {
  it("are found where holdings lose, and equity must fall with them", () => {
    const run = new HandRun().quote(0.6);
    run.trade({ side: "BUY", shares: 500, price: 0.6 });
    for (let step = 0; step < 100; step += 1) {
      run.after(1_000).quote(step === 40 ? 0.45 : step > 40 ? 0.44 : 0.6);
    }
    expect(testOf(run, "drawdown_alignment")).toMatchObject({ verdict: "pass", bound: 0.6 });
  });

  it("fail a run whose equity falls at other times", () => {
    const gains = Array.from({ length: 101 }, (_, step) => (step >= 50 ? -100 : 0));
    const equity = Array.from({ length: 101 }, (_, step) => (step >= 20 ? 900 : 1_000));
    const windows = dumpWindows(equity, gains);
    expect(windows).toEqual([[50, 50]]);
    expect(drawdownAligned(equity, windows)).toMatchObject({ verdict: "fail", value: 0 });
  });

  it("warn of a run that loses between them, too", () => {
    const windows = [[50, 50]] as const;
    const equity = Array.from({ length: 101 }, (_, step) => 1_000 - step - (step >= 50 ? 80 : 0));
    expect(drawdownAligned(equity, windows)).toMatchObject({
      verdict: "warn",
      value: 81 / 180,
      explanation: expect.stringContaining("more than chance"),
    });
  });

  it("are not made out of small moves", () => {
    const gains = Array.from({ length: 101 }, (_, step) => -step);
    const equity = Array.from({ length: 101 }, (_, step) => 1_000 - step);
    expect(dumpWindows(equity, gains)).toBeNull();
    expect(drawdownAligned(equity, null).verdict).toBe("not_applicable");
  });
});

describe("the verdict", () => {
  it("is that of the worst test", () => {
    const test = testOf(new HandRun(), "equity_not_straight");
    const of = (...verdicts: AcceptanceTest["verdict"][]): string =>
      acceptanceVerdict(verdicts.map((verdict) => ({ ...test, verdict })));
    expect(of("pass", "fail", "warn")).toBe("fail");
    expect(of("pass", "warn", "not_applicable")).toBe("warn");
    expect(of("pass", "not_applicable")).toBe("pass");
    expect(of("not_applicable")).toBe("not_applicable");
  });
});
