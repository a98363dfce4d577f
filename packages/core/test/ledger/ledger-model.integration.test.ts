import { expect, it } from "vitest";
import { checkHistory, emptyTally } from "./check-history.ts";

const HISTORIES = 10_000;
const FIRST_SEED = 100_000;

it("agrees with exact rationals on 10,000 made-up histories", () => {
  const tally = emptyTally();
  for (let index = 0; index < HISTORIES; index += 1) {
    const seed = FIRST_SEED + index;
    try {
      checkHistory(seed, 40 + (seed % 3) * 20, tally);
    } catch (error) {
      throw new Error(`the history of seed ${seed} goes wrong`, { cause: error });
    }
  }
  const seeds = `${FIRST_SEED} to ${FIRST_SEED + HISTORIES - 1}`;
  process.stdout.write(`ledger histories, seeds ${seeds}: ${JSON.stringify(tally)}\n`);
  expect(tally.histories).toBe(HISTORIES);
  expect(tally.failures).toBeGreaterThan(HISTORIES);
  expect(tally.oversold).toBeGreaterThan(100);
  expect(tally.compared).toBeGreaterThan(HISTORIES / 10);
});
