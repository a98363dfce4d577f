import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { openData } from "@polytraders/adapter-recordings";
import { PolytradersError, type MarketDataSource } from "@polytraders/core";
import {
  defaultWorld,
  firstRowTimeMs,
  openVenue,
  parseFaultPlan,
  readWorld,
  scheduleReplay,
  type FaultPlan,
  type Venue,
  type WorldDocument,
} from "@polytraders/venue";
import type { CliIo } from "../verb.ts";
import type { VenueVerbOptions } from "./venue-verb-options.ts";

/** An open venue and a line about what is traded on it. */
export interface VerbVenue {
  readonly venue: Venue;
  readonly description: string;
}

/** Opens the venue that the options describe: a world of simulated traders, or recorded markets. */
export async function openVerbVenue(options: VenueVerbOptions, io: CliIo): Promise<VerbVenue> {
  if (options.data !== undefined && options.markets !== undefined) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "--markets or --data",
      found: "both",
      hint: "Serve simulated markets or recorded ones.",
    });
  }
  const { seed, chain: chainId } = options;
  const faults = faultPlanOf(options, io);
  const common = {
    seed,
    chainId,
    ...(faults === undefined ? {} : { faults }),
    ...(options.rateLimits === undefined ? {} : { rateLimits: {} }),
  };
  if (options.data !== undefined) return openRecorded(options.data, common, options, io);
  const world = worldOf(options, io);
  const venue = openVenue({ ...common, startMs: Date.now(), world });
  const count = venue.exchange.markets().length;
  const origin = options.markets ?? "the built-in world";
  return { venue, description: `${count} simulated ${plural(count)} of ${origin}` };
}

type CommonOptions = Omit<Parameters<typeof openVenue>[0], "startMs">;

async function openRecorded(
  paths: readonly string[],
  common: CommonOptions,
  { cache }: VenueVerbOptions,
  io: CliIo,
): Promise<VerbVenue> {
  const source: MarketDataSource = await openData(
    paths.map((path) => resolve(io.workingDirectory, path)),
    { cacheDir: resolve(io.workingDirectory, cache) },
  );
  const startMs = await firstRowTimeMs(source);
  if (startMs === null) {
    throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "a recording without rows" });
  }
  const venue = openVenue({ ...common, startMs });
  const replay = await scheduleReplay({ exchange: venue.exchange, source });
  const count = replay.markets.length;
  const hours = ((replay.endMs - startMs) / 3_600_000).toFixed(1);
  const description = `${count} recorded ${plural(count)}, ${replay.rowCount} rows, ${hours} h`;
  return { venue, description };
}

function worldOf({ markets }: VenueVerbOptions, io: CliIo): WorldDocument {
  if (markets === undefined) return defaultWorld();
  return readWorld(textOf(markets, io), markets);
}

function faultPlanOf({ faults }: VenueVerbOptions, io: CliIo): FaultPlan | undefined {
  return faults === undefined ? undefined : parseFaultPlan(textOf(faults, io), faults);
}

function textOf(file: string, io: CliIo): string {
  try {
    return readFileSync(resolve(io.workingDirectory, file), "utf8");
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("CONFIG_UNREADABLE", { found, place: { file }, cause });
  }
}

function plural(count: number): string {
  return count === 1 ? "market" : "markets";
}
