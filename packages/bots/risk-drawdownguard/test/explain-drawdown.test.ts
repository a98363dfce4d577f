import { describe, expect, it } from "vitest";
import { GuardBench } from "@polytraders/testkit";
import bot from "../src/index.ts";

function explained(cashMicroUsd: number): string {
  const peakCash = { all_time: 100_000_000 };
  const bench = new GuardBench(bot, {}, { ledger: { cashMicroUsd, peakCash } });
  return bench.explain(bench.vote());
}

describe("in plain words", () => {
  it("names the limits", () => {
    expect([100_000_000, 76_000_000, 70_000_000, Number.NaN].map(explained)).toEqual([
      "let it pass: less than 24 % of the highest cash is lost; 30 % halts all trading.",
      "let it pass with a warning: the account has lost 24 % or more of its highest cash; 30 % halts all trading.",
      "refused, and halted all trading: the account has lost 30 % or more of its highest cash, or its cash is below zero. An operator resets the halt.",
      "refused: cash, positions or the highest cash are not known, so nobody can say how much is lost.",
    ]);
  });
});
