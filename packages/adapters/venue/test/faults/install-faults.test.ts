import { expect, test } from "vitest";
import { installFaults } from "../../src/faults/install-faults.ts";
import { faultWorld } from "./fault-world.ts";

test("a command installs a plan, replacing or adding, and says what it has not understood", () => {
  const world = faultWorld("- kind: clock_skew\n  skew: 1s");
  world.advance(1);
  const added = { mode: "add", faults: [{ kind: "clock_skew", skew: 2_000 }] };
  expect(installFaults(world.faults, JSON.stringify(added))).toEqual({
    mode: "add",
    installed: 1,
    unknownMarkets: [],
  });
  world.advance(1);
  expect(world.faults.clockSkewMs()).toBe(3_000);
  const replaced = { version: 1, faults: [{ kind: "feed_drop", when: { market: "tset" } }] };
  expect(installFaults(world.faults, JSON.stringify(replaced))).toEqual({
    mode: "replace",
    installed: 1,
    unknownMarkets: ["tset"],
  });
  expect(world.faults.clockSkewMs()).toBe(0);
});

test("a command that is wrong changes nothing", () => {
  const world = faultWorld("- kind: clock_skew\n  skew: 1s");
  world.advance(1);
  expect(() => installFaults(world.faults, '{"faults": [{"kind": "clock_skwe"}]}')).toThrow(
    /request body:1:14 faults\.0\.kind: VENUE_FAULTS_INVALID: .*did you mean "clock_skew"/,
  );
  expect(world.faults.clockSkewMs()).toBe(1_000);
});

test("a command that is too deep is told so, whatever the parser makes of it", () => {
  const world = faultWorld("- kind: clock_skew\n  skew: 1s");
  for (const text of [
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    `faults: ${"- ".repeat(1_500)}1`,
  ]) {
    expect(() => installFaults(world.faults, text)).toThrow(/VENUE_FAULTS_INVALID/);
    expect(() => installFaults(world.faults, text)).not.toThrow(/call stack/);
  }
});
