import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { killSwitch, killSwitchLevel } from "../../src/risk-limits/kill-switch.ts";

const RULES = { startingBalanceUsd: 500, drawdownUsdMax: 250 };

describe("the kill switch", () => {
  it("warns and halts at exactly its amounts", () => {
    const levels = [412, 300.01, 300, 250.01, 250, 0, -5].map(
      (equityUsd) => killSwitch(equityUsd, RULES).level,
    );
    expect(levels).toEqual(["OK", "OK", "WARN", "WARN", "HALT", "HALT", "HALT"]);
  });

  it("never relaxes while equity falls", () => {
    const severity = { OK: 0, WARN: 1, HALT: 2 };
    const rules = {
      startingBalanceMicroUsd: 500_000_000,
      drawdownMicroUsdMax: 250_000_000,
      warnShare: 0.8,
    };
    const equities = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(equities, fc.nat(1e8), (equity, loss) => {
        const before = severity[killSwitchLevel(equity, rules)];
        expect(severity[killSwitchLevel(equity - loss, rules)]).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("halts on an equity that is no number", () => {
    expect(killSwitch(Number.NaN, RULES).level).toBe("HALT");
  });
});
