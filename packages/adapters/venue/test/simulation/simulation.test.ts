import { expect, test } from "vitest";
import { simulate } from "./simulate.ts";

// The first of the hundreds that the integration test runs.
test("twenty seeds of a busy venue under faults break no invariant", () => {
  const hashes = new Set<string>();
  for (let seed = 1; seed <= 20; seed += 1) hashes.add(simulate(seed, 200).hash);
  expect(hashes.size).toBe(20);
});
