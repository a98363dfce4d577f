import { InvalidArgumentError, Option } from "commander";
import type { VerbModule } from "../verb.ts";
import type { ListenPlace, VenueVerbOptions } from "../venue/venue-verb-options.ts";
import { wholeNumber } from "./number-option.ts";

/** `polytraders venue`: a simulated Polymarket that the official clients trade on, unmodified. */
export const venueVerb: VerbModule = {
  register(program, io) {
    program
      .command("venue")
      .description("serve a simulated Polymarket over the real protocol")
      .addOption(
        new Option("--listen <host:port>", "address to listen on; port 0 is any free one")
          .argParser(listenPlace)
          .default({ host: "127.0.0.1", port: 0 } satisfies ListenPlace, "127.0.0.1:0"),
      )
      .option("--markets <file>", "world of markets, YAML or JSON (default: a small built-in one)")
      .option(
        "--data <path>",
        "recording or raw capture to trade inside of; give it again for more",
        (path: string, previous: readonly string[] | undefined) => [...(previous ?? []), path],
      )
      .option("--speed <n>", "venue time per real time; 0 stands still", speedNumber, 1)
      .option("--faults <file>", "fault plan, YAML or JSON")
      .option("--seed <n>", "seed of everything random", wholeNumber(0), 1)
      .option("--chain <id>", "chain that orders are signed for: 137 or 80002", chainNumber, 137)
      .option("--rate-limits", "enforce the live venue's rate limits")
      .option("--control-token <token>", "open the control port to whoever sends this token")
      .option(
        "--control-listen <host:port>",
        "address of the control port (default: the same host, any free port)",
        listenPlace,
      )
      .option("--cache <folder>", "where imported raw captures are kept", ".polytraders/imports")
      .option("--json", "print the ready line as JSON")
      .action(async (options: VenueVerbOptions) => {
        const { runVenue } = await import("../venue/run-venue.ts");
        await runVenue(options, io);
      });
  },
};

function listenPlace(text: string): ListenPlace {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2] ?? Number.NaN);
  const host = match?.[1];
  if (host === undefined || !(port <= 65_535)) {
    throw new InvalidArgumentError("Expected host:port, such as 127.0.0.1:0.");
  }
  return { host: host.replaceAll(/^\[|\]$/g, ""), port };
}

function speedNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 10_000) return value;
  throw new InvalidArgumentError("A number from 0 to 10000 is expected.");
}

function chainNumber(text: string): 137 | 80_002 {
  if (text === "137") return 137;
  if (text === "80002") return 80_002;
  throw new InvalidArgumentError("Expected 137 (Polygon) or 80002 (Amoy).");
}
