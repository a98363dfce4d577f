import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";
import { ALICE, BOB, CAROL, faultWorld, type FaultWorld } from "./fault-world.ts";

/** A while of trading between three accounts, drawn by a generator of its own. */
function trade(world: FaultWorld, steps: readonly Step[]): void {
  for (const step of steps) {
    const { by, token, side, cents, shares, ms, action } = step;
    if (action === "cancel all") world.send("DELETE /cancel-all");
    else {
      const wish = { by, token, side, price: `0.${cents}`, size: String(shares) } as const;
      if (action === "batch") world.post(wish, { ...wish, size: "7" });
      else world.post({ ...wish, type: action });
    }
    world.advance(ms);
  }
}

const step = fc.record({
  by: fc.constantFrom(ALICE, BOB, CAROL),
  token: fc.constantFrom("1001", "1002", "2001", "2002"),
  side: fc.constantFrom("BUY" as const, "BUY" as const, "SELL" as const),
  cents: fc.integer({ min: 40, max: 60 }),
  shares: fc.integer({ min: 5, max: 400 }),
  ms: fc.constantFrom(0, 100, 2_000, 30_000),
  action: fc.constantFrom(
    "GTC" as const,
    "GTC" as const,
    "FAK" as const,
    "batch" as const,
    "cancel all" as const,
  ),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 5, maxLength: 40 });

/** Any entries, their conditions made so wide that much happens. */
const entries = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...FAULT_KINDS),
      probability: fc.constantFrom(0.2, 0.7, 1),
      from: fc.integer({ min: 0, max: 60 }),
      repeats: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows
      .map(({ kind, probability, from, repeats }) => {
        const when = `when: { from: ${from}s, probability: ${probability}${repeats ? ", every: 10m" : ""} }`;
        const options = kind.example.split("\n").filter((line) => !line.startsWith("when:"));
        // Skews without an end cannot be repeated.
        const end = kind.kind === "clock_skew" ? ["duration: 20s"] : [];
        return `- ${[...options, when, ...end].join("\n  ")}`;
      })
      .join("\n"),
  );

test("whatever goes wrong, the exchange stays sound and a run can be repeated", () => {
  fc.assert(
    fc.property(entries, steps, fc.nat(1_000), (plan, script, seed) => {
      const runs = [1, 2].map(() => {
        const world = faultWorld(plan, seed);
        trade(world, script);
        world.advance(600_000);
        world.exchange.audit();
        const { exchange, faults, frames, userFrames } = world;
        return { hash: exchange.stateHash(), injected: faults.injected(), frames, userFrames };
      });
      expect(runs[0]).toEqual(runs[1]);
    }),
    { numRuns: 150 },
  );
}, 20_000);

const QUIET_KINDS = FAULT_KINDS.filter(
  ({ kind, surface }) =>
    surface === "feed" ||
    surface === "user_channel" ||
    [
      "feed_freeze",
      "feed_gap",
      "clock_skew",
      "http_500_after_accept",
      "timeout_after_accept",
    ].includes(kind) ||
    kind.startsWith("answer_"),
);

test("what is only told wrongly does not change what happens", () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(...QUIET_KINDS), (script, { kind }) => {
      const hashes = [`- kind: ${kind}`, "- kind: feed_drop\n  when: { market: nobody }"].map(
        (plan) => {
          const world = faultWorld(plan);
          trade(world, script);
          return world.exchange.stateHash();
        },
      );
      expect(hashes[0]).toBe(hashes[1]);
    }),
    { numRuns: 60 },
  );
});

describe("chances", () => {
  const BUY = { side: "BUY", price: "0.40", size: "10" } as const;
  const LOTTERY = "- kind: http_429\n  when: { probability: 0.5 }";
  const drawn = (plan: string, seed = 1): string => {
    const world = faultWorld(plan, seed);
    return Array.from({ length: 60 }, () => {
      const { heard } = world.post(BUY);
      return typeof heard === "object" && heard.status === 429 ? "x" : ".";
    }).join("");
  };

  test("fall about as often as they should", () => {
    const count = [1, 2, 3, 4, 5].map((seed) => drawn(LOTTERY, seed).split("x").length - 1);
    const sum = count.reduce((left, right) => left + right, 0);
    expect(sum).toBeGreaterThan(120);
    expect(sum).toBeLessThan(180);
  });

  test("depend on the seed alone", () => {
    expect(drawn(LOTTERY, 7)).toBe(drawn(LOTTERY, 7));
    expect(drawn(LOTTERY, 7)).not.toBe(drawn(LOTTERY, 8));
  });

  test("stay when another entry joins the plan", () => {
    const joined = `- kind: feed_drop\n  when: { probability: 0.5 }\n- kind: request_delay\n  when: { probability: 0.5 }\n${LOTTERY}`;
    const alone = drawn(LOTTERY);
    const together = drawn(joined);
    // Where the delay strikes first the refusal does not show; everywhere else it must agree.
    for (const [index, letter] of together.split("").entries()) {
      if (letter === "x") expect(alone[index]).toBe("x");
    }
    expect(together).toContain("x");
  });
});
