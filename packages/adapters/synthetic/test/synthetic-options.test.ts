import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createSyntheticSource, SYNTHETIC_SCENARIOS, type SyntheticOptions } from "../src/index.ts";

function errorOf(options: SyntheticOptions): unknown {
  try {
    createSyntheticSource(options);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("options", () => {
  it.each<[string, SyntheticOptions]>([
    ["seed", { seed: 0.5 }],
    ["seed", { seed: -1 }],
    ["seed", { seed: 2 ** 53 }],
    ["seed", { seed: Number.NaN }],
    ["markets", { seed: 1, markets: 0 }],
    ["startTimeMs", { seed: 1, startTimeMs: -5 }],
    ["eventsPerSecond", { seed: 1, eventsPerSecond: 0 }],
    ["durationSeconds", { seed: 1, durationSeconds: 9 }],
    ["lossEpisodes", { seed: 1, lossEpisodes: -1 }],
    ["rowCount", { scenario: "load", seed: 1, rowCount: 0 }],
  ])("refuse a %s out of range and name it: %o", (field, options) => {
    const error = errorOf(options);
    expect(error).toBeInstanceOf(PolytradersError);
    expect(error).toMatchObject({
      code: "CONFIG_INVALID",
      detail: { place: { field: `synthetic.${field}` } },
    });
  });

  it("default to the demo, also where JavaScript passes undefined", () => {
    const { origin, markets } = createSyntheticSource({ seed: 3 });
    expect(markets).toHaveLength(4);
    const spelledOut = createSyntheticSource({ ...SYNTHETIC_SCENARIOS.demo, seed: 3 });
    expect(spelledOut.origin).toEqual(origin);
    const undefinedMarkets: SyntheticOptions = JSON.parse('{"seed":3}');
    Object.assign(undefinedMarkets, { markets: undefined, scenario: undefined });
    expect(createSyntheticSource(undefinedMarkets).origin).toEqual(origin);
  });

  it("change the fingerprint, each of them", () => {
    const base = createSyntheticSource({ seed: 3 }).origin.fingerprint;
    const others: SyntheticOptions[] = [
      { seed: 4 },
      { seed: 3, markets: 5 },
      { seed: 3, durationSeconds: 60 },
      { seed: 3, eventsPerSecond: 3 },
      { seed: 3, startTimeMs: 0 },
      { seed: 3, isMirrored: true },
      { seed: 3, lossEpisodes: 1 },
      { scenario: "load", seed: 3 },
    ];
    const fingerprints = others.map((options) => createSyntheticSource(options).origin.fingerprint);
    expect(new Set([base, ...fingerprints]).size).toBe(others.length + 1);
  });

  it("list markets sorted by id, however many", () => {
    const ids = createSyntheticSource({ scenario: "load", seed: 1, markets: 12_345 }).markets.map(
      ({ marketId }) => marketId,
    );
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(12_345);
  });
});
