import fc from "fast-check";
import { expect, it } from "vitest";
import { checkSequence } from "./check-sequence.ts";
import { sequences } from "./order-sequences.ts";

const SEQUENCES = 12_000;

it("keeps every promise over 12,000 generated sequences", { timeout: 180_000 }, () => {
  let count = 0;
  let steps = 0;
  const check = (sequence: Parameters<typeof checkSequence>[0]): void => {
    checkSequence(sequence);
    count += 1;
    steps += sequence.steps.length;
  };
  fc.assert(fc.property(sequences, check), { numRuns: SEQUENCES, seed: 3 });
  process.stdout.write(`matching: ${count} generated sequences of ${steps} operations\n`);
  expect(count).toBeGreaterThanOrEqual(10_000);
});
