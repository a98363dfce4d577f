import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND, MoneyHistory } from "./money-history.ts";

describe("histories of money", () => {
  it("agree with an obvious model about everybody, lose nothing, and can pay every ending", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(COMMAND, { minLength: 5, maxLength: 60, size: "max" }),
        (seed, commands) => {
          const history = new MoneyHistory(seed);
          for (const command of commands) {
            history.run(command);
            history.check();
          }
          history.world.schedule.advanceTo(history.world.schedule.nowMs + 60_000);
          history.check();
          expect(history.world.settlement.pendingCount).toBe(0);
          expect(history.world.chain.pendingCount).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are the same for the same commands and seed", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(COMMAND, { minLength: 20, maxLength: 40 }),
        (seed, commands) => {
          const told = [0, 1].map(() => {
            const history = new MoneyHistory(seed);
            for (const command of commands) history.run(command);
            return history.world.told;
          });
          expect(told[0]).toEqual(told[1]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
