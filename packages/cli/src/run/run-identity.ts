import { createHash, randomBytes } from "node:crypto";
import {
  CORE_VERSION,
  type ConfiguredBot,
  type DataOrigin,
  type MarketDefinition,
} from "@polytraders/core";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import type { RunConfig } from "./run-config.ts";
import type { RunFeed } from "./run-feed.ts";
import type { TradingBots } from "./trading-bots.ts";

/** Seed of a run whose options and configuration name none. */
const DEFAULT_SEED = 1;

/** The order path of a run that trades. */
export interface RunTrading extends Omit<TradingBots, "bots"> {
  readonly settings: RiskSettings;
  /** On the size of every purchase; 1 but in a capacity study. */
  readonly sizeMultiplier?: number;
  /** Ids of the strategies that may send orders. */
  readonly strategyIds: readonly string[];
}

/** What a run is of, before it begins. */
export interface RunSubject {
  readonly verb: string;
  readonly origin: DataOrigin;
  readonly markets: readonly MarketDefinition[];
  readonly bots: readonly ConfiguredBot[];
  readonly config: RunConfig;
  /** Paths in the configuration are relative to it; `null` without one. */
  readonly configFile: string | null;
  readonly workingDirectory: string;
  /** Bots that the command line names; `null` where the configuration decides. */
  readonly botReferences: readonly string[] | null;
  readonly feed: RunFeed;
  /** `null` in a run that sends no orders. */
  readonly trading: RunTrading | null;
}

/** Everything that tells a run from another: written into its folder and its journal. */
export type RunIdentity = ReturnType<typeof identityOf>;

/** Describes a run. The same subject gives the same configuration version. */
export function identityOf(subject: RunSubject, runId: string) {
  const { verb, origin, config, markets, bots, trading } = subject;
  const { configFile, workingDirectory, botReferences, feed } = subject;
  return {
    schemaVersion: 1,
    runId,
    verb,
    seed: seedOf(config),
    configVersion: configVersionOf(subject),
    config,
    configFile,
    workingDirectory,
    botReferences,
    feed,
    settings: trading?.settings ?? null,
    sizeMultiplier: trading?.sizeMultiplier ?? 1,
    bots: bots.map(({ bot, configuration }) => ({
      botId: bot.manifest.botId,
      version: bot.manifest.version,
      specHash: bot.manifest.specHash,
      reference: bot.reference,
      mode: configuration.mode ?? bot.manifest.defaultMode,
    })),
    markets: Object.fromEntries(markets.map(({ marketId, slug }) => [marketId, slug])),
    origin,
    versions: { core: CORE_VERSION, node: process.versions.node },
    startedAt: new Date().toISOString(),
  };
}

export function seedOf({ seed = DEFAULT_SEED }: Pick<RunConfig, "seed">): number {
  return seed;
}

/** A name that no other run has. */
export function newRunId(verb: string): string {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `${verb}-${time}-${randomBytes(3).toString("hex")}`;
}

function configVersionOf({ config, bots, markets, trading }: RunSubject): string {
  const parts = bots.map(({ bot, configuration, markets: watched }) => [
    bot.manifest.botId,
    bot.manifest.version,
    bot.manifest.specHash,
    configuration,
    watched ?? null,
  ]);
  const orderPath =
    trading === null
      ? null
      : [
          trading.settings,
          trading.sizeMultiplier ?? 1,
          config.trading ?? null,
          markets.map(({ terms }) => terms ?? null),
        ];
  const text = JSON.stringify([seedOf(config), config.killSwitch ?? null, orderPath, parts]);
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
