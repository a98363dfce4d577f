import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultWorld, openVenue } from "../../src/index.ts";
import { startVenue, type VenueServer } from "../../src/server/index.ts";
import { blocksOf, snippetFile, snippetNames } from "./readme-text.ts";

const run = promisify(execFile);
const WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

/** What each program prints last. */
const LAST_LINES: Readonly<Record<string, RegExp>> = {
  "ethers-5.ts": /^[0-9a-f-]{36}$/,
  "ethers-6.ts": /^[0-9a-f-]{36}$/,
  "in-a-test.ts": /^true 16$/,
  "in-process.ts": /^CONFIRMED$/,
  "matching-engine.ts": /price: 5500, size: 6000000/,
  "recorded.ts": /^$/,
  "session.ts": /^$/,
  "unified-client.ts": /^matched$/,
  "viem.ts": /^matched [\d.]+ shares$/,
};

let server: VenueServer;

beforeAll(async () => {
  const startMs = Date.UTC(2026, 10, 21, 12);
  const venue = openVenue({ startMs, world: defaultWorld() });
  venue.exchange.deposit(WALLET, 1_000_000_000);
  server = await startVenue(venue, { controlToken: "dev" });
});

afterAll(async () => {
  await server.close();
});

describe("the README's programs", () => {
  it.each(snippetNames.filter((name) => name.endsWith(".ts")))(
    "%s runs as printed",
    async (name) => {
      const args = ["--no-warnings", "--conditions=@polytraders/source", snippetFile(name)];
      const { stdout } = await run(process.execPath, args, {
        env: { PATH: process.env["PATH"] ?? "", CLOB_API_URL: server.addresses.http },
        timeout: 60_000,
      });
      expect(stdout.trimEnd().split("\n").at(-1)).toMatch(LAST_LINES[name] ?? /never/);
    },
  );
});

describe("the README's commands", () => {
  const lines = blocksOf("sh")
    .join("\n")
    .split("\n")
    .filter((line) => line.startsWith("curl "));

  it.each(lines.map((line, index) => [index, line] as const))(
    "%i works: %s",
    async (_index, line) => {
      const here = line
        .replace("http://127.0.0.1:8788", String(server.addresses.control))
        .replace("curl ", "curl --silent --show-error --fail-with-body ");
      const { stdout } = await run("bash", ["-c", here]);
      const answer = JSON.parse(stdout) as Record<string, unknown>;
      expect(answer).not.toHaveProperty("error");
      expect(Object.keys(answer).length).toBeGreaterThan(0);
    },
  );
});
