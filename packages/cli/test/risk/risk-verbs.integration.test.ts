import { describe, expect, it } from "vitest";
import { outsideFolder, polytraders } from "../polytraders-process.ts";

const { path: folder, write } = outsideFolder();

describe("polytraders risk stress", () => {
  it("gives the reference figures for seed 42, with every property kept", async () => {
    const ended = await polytraders(
      ["risk", "stress", "--cash", "200", "--stake", "0.05", "--json"],
      {
        folder,
      },
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schemaVersion: 1,
      summary: { haltedPaths: 884, tradesExecuted: 48_546, firstHaltTrade: 7 },
      properties: [{ brokenBy: [] }, { brokenBy: [] }, { brokenBy: [] }, { brokenBy: [] }],
    });
  });

  it("takes its limits from the settings and prints a report", async () => {
    const config = write("stress.yaml", "risk:\n  PM_DRAWDOWN_LIMIT_PCT: 0.1\n");
    const ended = await polytraders(
      ["risk", "stress", "--config", config, "--sequences", "20", "--seed", "7"],
      { folder },
    );
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain("20 sequences of up to 100 trades, seed 7");
    expect(ended.stdout).toContain("trading halts at a drawdown of 10 %");
    expect(ended.stdout).toContain("holds   no trade after the halt");
  });

  it.each([
    [["--sequences", "0"], "whole number"],
    [["--price", "1"], "between 0 and 1"],
    [["--profile", "bold"], "conservative"],
    [["--cash", "10"], "a largest trade within the cash"],
    [["--sequences", "1000000"], "trades over all sequences"],
  ])("%j is a usage error", async (args, words) => {
    const ended = await polytraders(["risk", "stress", ...args], { folder });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toContain("    at ");
  });
});

describe("polytraders risk settings", () => {
  it("prints every value and where it came from", async () => {
    const config = write("profile.yaml", "risk:\n  profile: aggressive\n  PM_LP_MAX_MARKETS: 8\n");
    const ended = await polytraders(["risk", "settings", "--config", config], { folder });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/PM_LP_ORDER_SIZE_USD +50 +USD +25 +profile/);
    expect(ended.stdout).toMatch(/PM_LP_MAX_MARKETS +8 +10 +file/);
    expect(ended.stdout).toContain("halts at an equity of 250 USD");
  });
});
