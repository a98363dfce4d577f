import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GuardBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly input: {
    readonly starting_balance_usd: number;
    readonly max_drawdown_usd: number;
    readonly balance_usd: number;
  };
  readonly expected: { readonly state: string };
}

const file = join(
  process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden",
  "11-risk-pipeline.json",
);
const cases = existsSync(file) ? read(file) : [];

function read(path: string): GoldenCase[] {
  const { cases: all } = JSON.parse(readFileSync(path, "utf8")) as { cases: GoldenCase[] };
  return all.filter(({ fn }) => fn === "killSwitch");
}

const micro = (usd: number): number => Math.round(usd * 1_000_000);

const STATE_OF: Readonly<Record<string, string>> = {
  APPROVE: "OK",
  WARNING_ONLY: "WARN",
  REJECT: "HALT",
};

describe.skipIf(cases.length === 0)("golden 11, the kill switch", () => {
  it.each(cases)("$id", ({ input, expected }) => {
    const parameters = {
      startingBalanceMicroUsd: micro(input.starting_balance_usd),
      drawdownMicroUsdMax: micro(input.max_drawdown_usd),
    };
    const ledger = { cashMicroUsd: micro(input.balance_usd) };
    const { vote } = new GuardBench(bot, parameters, { ledger }).vote();
    expect(STATE_OF[vote]).toBe(expected.state);
  });
});
