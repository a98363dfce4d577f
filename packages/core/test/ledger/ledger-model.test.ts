import { expect, it } from "vitest";
import { checkHistory, emptyTally } from "./check-history.ts";

it("agrees with exact rationals on 300 made-up histories", () => {
  const tally = emptyTally();
  for (let seed = 1; seed <= 300; seed += 1) checkHistory(seed, 60, tally);
  expect(tally.histories).toBe(300);
  expect(tally.failures).toBeGreaterThan(300);
  expect(tally.compared).toBeGreaterThan(20);
});
