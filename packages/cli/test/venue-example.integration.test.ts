import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { outsideFolder, repositoryFolder } from "./polytraders-process.ts";
import { startVenueProcess } from "./venue-process.ts";

const { path: folder } = outsideFolder();
const exampleFolder = join(repositoryFolder, "examples/03-bot-on-the-venue");
// A publicly known development key.
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

async function run(
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const args = ["--no-warnings", "--conditions=@polytraders/source", join(exampleFolder, file)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    timeout: 60_000,
  });
  expect(stderr).toBe("");
  return stdout;
}

function expectTrading(printed: string): void {
  const [market, bid, bought, cancelled, ...more] = printed.trimEnd().split("\n");
  expect(market).toMatch(/^Will the example bill pass this year\? 0\.\d+ \/ 0\.\d+$/);
  expect(bid).toMatch(/^bid: live 0x[0-9a-f]{64}$/);
  expect(bought).toMatch(/^bought: matched, \d+(\.\d+)? shares for \d+(\.\d+)?$/);
  expect(cancelled).toBe("cancelled: 1");
  expect(more).toEqual([]);
}

it("the example bot trades on a venue in its own process", async () => {
  expectTrading(await run("run.js"));
});

it("the example bot trades on a venue in another process", async () => {
  const venue = await startVenueProcess(["--json", "--control-token", "dev"], { folder });
  try {
    const { http, control } = JSON.parse(venue.ready) as { http: string; control: string };
    await fetch(`${control}/_venue/fund`, {
      method: "POST",
      headers: { Authorization: "Bearer dev" },
      body: JSON.stringify({ address: WALLET, pusd: 1_000 }),
    });
    expectTrading(await run("bot.js", { CLOB_API_URL: http, PRIVATE_KEY: KEY }));
  } finally {
    await venue.stop();
  }
});
