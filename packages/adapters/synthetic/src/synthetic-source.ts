import { createHash } from "node:crypto";
import type { MarketDataSource, MarketDefinition } from "@polytraders/core";
import { demoBatches } from "./demo-stream.ts";
import { loadBatches } from "./load-stream.ts";
import { profileOfMarket } from "./market-profile.ts";
import {
  resolveOptions,
  type ResolvedOptions,
  type SyntheticOptions,
} from "./synthetic-options.ts";

/**
 * A market feed that is generated, not recorded: for demonstrations, tests and benchmarks. Nothing
 * earned on it says anything about a real market, and its label says so.
 *
 * Every call of `batches()` starts from the first row again and gives the same bytes.
 *
 * @throws CONFIG_INVALID for options out of range
 */
export function createSyntheticSource(options: SyntheticOptions): MarketDataSource {
  const resolved = resolveOptions(options);
  const { markets, scenario, seed } = resolved;
  return {
    origin: {
      kind: "synthetic",
      label: `synthetic ${scenario}, seed ${seed}`,
      fingerprint: fingerprintOf(resolved),
    },
    markets: Array.from({ length: markets }, (_, index) => defineMarket(index, scenario)),
    ...(resolved.scenario === "load" ? { rowCount: resolved.rowCount } : {}),
    async *batches() {
      yield* resolved.scenario === "load" ? loadBatches(resolved) : demoBatches(resolved);
    },
  };
}

/** Changes whenever the same options would give other rows; raise it with the generator. */
const GENERATOR_VERSION = 1;

function fingerprintOf(options: ResolvedOptions): string {
  const entries = Object.entries(options).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const text = JSON.stringify({
    generatorVersion: GENERATOR_VERSION,
    ...Object.fromEntries(entries),
  });
  return `${options.seed}-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}

function defineMarket(index: number, scenario: "demo" | "load"): MarketDefinition {
  const marketId = `synthetic-${String(index + 1).padStart(5, "0")}`;
  const character = scenario === "load" ? "load" : profileOfMarket(index).name;
  return {
    marketId,
    slug: `synthetic-${index + 1}-${character}`,
    tokenIds: [`${marketId}-yes`, `${marketId}-no`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
  };
}
