import { PolytradersError } from "@polytraders/core";
import { reproductionCommand } from "@polytraders/venue";
import { startVenue, type VenueAddresses } from "@polytraders/venue/server";
import { untilStopped } from "../stop-signal.ts";
import { EXIT, type CliIo } from "../verb.ts";
import { openVerbVenue } from "./open-verb-venue.ts";
import type { VenueVerbOptions } from "./venue-verb-options.ts";

/** Environment variable that gives the control token without showing it in the process list. */
const TOKEN_VARIABLE = "POLYTRADERS_VENUE_CONTROL_TOKEN";

/** Serves until the process is told to stop (SIGINT, SIGTERM). */
export async function runVenue(options: VenueVerbOptions, io: CliIo): Promise<void> {
  const controlToken = controlTokenOf(options, io);
  const { venue, description } = await openVerbVenue(options, io);
  for (const name of venue.faults.unknownMarkets()) {
    io.err(`warning: the fault plan names a market that is not listed: ${name}`);
  }
  const server = await startVenue(venue, {
    listen: options.listen,
    speed: options.speed,
    ...(controlToken === "" ? {} : { controlToken }),
    ...(options.controlListen === undefined ? {} : { controlListen: options.controlListen }),
    onDefect: (defect) => reportDefect(defect, options, io),
  });
  const stopped = untilStopped(io);
  if (options.json === true) io.out(JSON.stringify(server.addresses));
  else printReady(server.addresses, description, io);
  await stopped;
  await server.close();
  io.err(`stopped after ${venue.exchange.eventCount} events, hash ${venue.exchange.stateHash()}`);
  io.exit(EXIT.ok);
}

/** Empty where nobody shall control the venue. */
function controlTokenOf({ controlToken, controlListen }: VenueVerbOptions, io: CliIo): string {
  const token = controlToken ?? io.environment[TOKEN_VARIABLE] ?? "";
  if (token !== "" || controlListen === undefined) return token;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: "a control token beside --control-listen",
    found: "none",
    hint: `Give --control-token or set ${TOKEN_VARIABLE}.`,
  });
}

function printReady(addresses: VenueAddresses, description: string, io: CliIo): void {
  const { http, wsMarket, wsUser, gamma, data, control } = addresses;
  const places = [
    `http ${http}`,
    `market channel ${wsMarket}`,
    `user channel ${wsUser}`,
    `gamma ${gamma}`,
    `data ${data}`,
    `control ${control ?? "off (give --control-token)"}`,
  ];
  io.out(`venue ready: ${places.join(", ")}`);
  io.err(`serving ${description}; stop with Ctrl+C`);
}

function reportDefect(defect: unknown, options: VenueVerbOptions, io: CliIo): void {
  const message = defect instanceof Error ? defect.message : String(defect);
  io.err(`error: ${message}`);
  if (io.environment["POLYTRADERS_DEBUG"] !== undefined && defect instanceof Error) {
    io.err(defect.stack ?? "");
  }
  const { seed, faults, markets, speed } = options;
  const command = reproductionCommand({
    command: "polytraders venue",
    seed,
    faultsFile: faults ?? null,
    options: { ...(markets === undefined ? {} : { markets }), speed },
  });
  io.err(`the same venue again: ${command}`);
}
