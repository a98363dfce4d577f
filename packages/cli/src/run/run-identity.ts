import { createHash, randomBytes } from "node:crypto";
import {
  CORE_VERSION,
  type ConfiguredBot,
  type DataOrigin,
  type MarketDefinition,
} from "@polytraders/core";
import type { RunConfig } from "./run-config.ts";

/** Seed of a run whose options and configuration name none. */
const DEFAULT_SEED = 1;

/** What a run is of, before it begins. */
export interface RunSubject {
  readonly verb: string;
  readonly origin: DataOrigin;
  readonly markets: readonly MarketDefinition[];
  readonly bots: readonly ConfiguredBot[];
  readonly config: RunConfig;
}

/** Everything that tells a run from another: written into its folder and its journal. */
export type RunIdentity = ReturnType<typeof identityOf>;

/** Describes a run. The same subject gives the same configuration version. */
export function identityOf(subject: RunSubject, runId: string) {
  const { verb, origin, config, markets, bots } = subject;
  return {
    schemaVersion: 1,
    runId,
    verb,
    seed: config.seed ?? DEFAULT_SEED,
    configVersion: configVersionOf(subject),
    config,
    bots: bots.map(({ bot }) => ({
      botId: bot.manifest.botId,
      version: bot.manifest.version,
      specHash: bot.manifest.specHash,
      reference: bot.reference,
    })),
    markets: Object.fromEntries(markets.map(({ marketId, slug }) => [marketId, slug])),
    origin,
    versions: { core: CORE_VERSION, node: process.versions.node },
    startedAt: new Date().toISOString(),
  };
}

/** A name that no other run has. */
export function newRunId(verb: string): string {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `${verb}-${time}-${randomBytes(3).toString("hex")}`;
}

function configVersionOf({ config, bots }: RunSubject): string {
  const parts = bots.map(({ bot, configuration, markets }) => [
    bot.manifest.botId,
    bot.manifest.version,
    bot.manifest.specHash,
    configuration,
    markets ?? null,
  ]);
  const { seed = DEFAULT_SEED, killSwitch = null, risk = null, trading = null } = config;
  const text = JSON.stringify([seed, killSwitch, risk, trading, parts]);
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
