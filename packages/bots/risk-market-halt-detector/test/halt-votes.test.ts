import { acceptBot } from "@polytraders/core";
import {
  after,
  buildBot,
  buildCommand,
  buildContract,
  buildRuntime,
  script,
  status,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";
import { openFor, steady } from "./halt-run.ts";

/** Answers of the detector to the wishes of a strategy that wants to buy at every change. */
function answers(...frames: readonly Step[]): string[] {
  const contract = buildContract({
    authority: "trade",
    reasonCodes: ["STRAT_WISH"],
    emits: {},
    manifest: { botId: "strat.wisher", defaultMode: "enforced" },
  });
  const wisher = buildBot(contract, () => ({
    decide: ({ market }) => {
      const intent = {
        tokenId: market.tokenIds[0],
        side: "BUY",
        price: 4_900,
        size: 10_000_000,
        timeInForce: "GTC",
      } as const;
      return { intent, reasonCode: "STRAT_WISH" };
    },
  }));
  const run = buildRuntime({
    bots: [
      { bot: acceptBot(bot, "halt", "src/bot.ts"), configuration: { mode: "enforced" } },
      wisher,
    ],
    risk: { execution: { submit: () => undefined, cancel: () => undefined } },
  });
  run.runtime.command(buildCommand("enable_trading"));
  run.runtime.apply(script(...frames));
  run.runtime.kernel.finish();
  return run.audit.flatMap(({ decisions }) => decisions.map(({ reasonCode }) => reasonCode));
}

describe("in force", () => {
  it("refuses until a row of normal checks has passed, and lets pass from then on", () => {
    const said = answers(...openFor(10));
    expect(said[0]).toBe("RISK_MARKET_HALT_UNPROVEN");
    expect(new Set(said)).toEqual(new Set(["RISK_MARKET_HALT_UNPROVEN", "RISK_INTENT_APPROVED"]));
    expect(said.at(-1)).toBe("RISK_INTENT_APPROVED");
    expect(said.lastIndexOf("RISK_MARKET_HALT_UNPROVEN")).toBeLessThan(
      said.indexOf("RISK_INTENT_APPROVED"),
    );
  });

  it("refuses after a halt, under its code, until the gate is open again", () => {
    const said = answers(
      ...openFor(10),
      status("Halted"),
      after(5_000),
      status("Open"),
      ...steady(10),
    );
    expect(said).toContain("RISK_MARKET_HALTED");
    expect(said.at(-1)).toBe("RISK_INTENT_APPROVED");
  });

  it("votes on a quiet book: its own rules say how long silence may last", () => {
    const said = answers(...openFor(30, 1), after(8_000), ...steady(1, 1));
    expect(said.at(-1)).toBe("RISK_INTENT_APPROVED");
    expect(said).not.toContain("RISK_GUARD_INPUT_STALE");
  });
});
