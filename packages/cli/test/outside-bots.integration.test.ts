import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReportEnvelope } from "@polytraders/core";
import type { RunSummary } from "../src/run/run-summary.ts";
import { writeBot, type BotFolder } from "./bot-folder.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readLines,
  repositoryFolder,
} from "./polytraders-process.ts";

const { path: folder, write } = outsideFolder();
const examplesFolder = join(repositoryFolder, "examples");

/** Those that are bots of a spec; the others are programs with tests of their own. */
const examples = readdirSync(examplesFolder).filter((name) =>
  existsSync(join(examplesFolder, name, "spec.yaml")),
);

const capture = (): string => {
  const rows = Array.from({ length: 400 }, (_, index) => {
    const isBook = index < 2;
    const side = index % 2 === 0 ? "bid" : "ask";
    const price = side === "bid" ? "0.48" : "0.52";
    const timeMs = Date.UTC(2026, 0, 5) + (isBook ? 0 : index * 1_000);
    const event = isBook ? "book" : "price_change";
    return `game,game-yes,game,${event},${price},${side},${100 + index},h${timeMs},${timeMs}`;
  });
  const header = "market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp";
  return write("capture.csv", [header, ...rows, ""].join("\n"));
};

describe("the example bots, copied out of the repository", () => {
  it.each(examples)("%s is generated and runs in the demo, as its README says", async (name) => {
    const copy = join(folder, name);
    cpSync(join(examplesFolder, name), copy, { recursive: true });
    for (const generated of ["contract.gen.ts", "parameters.schema.json"]) {
      rmSync(join(copy, generated));
    }
    const generated = await polytraders(["spec", "generate", join(copy, "spec.yaml")], { folder });
    assertSucceeded(generated);
    for (const file of ["contract.gen.ts", "parameters.schema.json"]) {
      const committed = readFileSync(join(examplesFolder, name, file), "utf8");
      expect(readFileSync(join(copy, file), "utf8")).toBe(committed);
    }
    const bots = `${copy},intel.liquidity_decay_monitor`;
    const ended = await polytraders(["demo", "--bots", bots, "--json"], { folder });
    assertSucceeded(ended);
    const own = (JSON.parse(ended.stdout) as RunSummary).bots.find(({ number }) => number === null);
    expect(own).toMatchObject({ refusedOutputs: 0, failures: 0, suspended: null });
    expect(own?.decisions).toBeGreaterThan(0);
  });
});

const FORMS: readonly BotFolder[] = [
  {
    name: "decide_in_javascript",
    source: `export default defineBot(contract, ({ parameters }) => ({
  decide: ({ book }) => publish("spread", "INTEL_SPREAD_PUBLISHED", book.spread() / 100, 1, {
    isWide: book.spread() / 100 > parameters.wideSpreadCents,
  }),
}));`,
  },
  {
    name: "per_market_in_javascript",
    source: `export default defineBot(contract, ({ parameters }) => ({
  perMarket(market) {
    let cents = 0;
    return {
      onOrderBook(book) { cents = book.spread() / 100; },
      decide: () => publish("spread", "INTEL_SPREAD_PUBLISHED", cents, 1, {
        isWide: cents > parameters.wideSpreadCents,
      }),
    };
  },
}));`,
  },
  {
    name: "per_market_in_typescript",
    file: "bot.ts",
    source: `import type { OrderBookView } from "@polytraders/core";
export default defineBot(contract, ({ parameters }) => ({
  perMarket() {
    let cents: number = 0;
    return {
      onOrderBook(book: OrderBookView): void { cents = (book.spread() ?? 0) / 100; },
      decide: () => publish("spread", "INTEL_SPREAD_PUBLISHED", cents, 1, {
        isWide: cents > parameters.wideSpreadCents,
      }),
    };
  },
}));`,
  },
  {
    name: "streams_in_typescript",
    file: "bot.ts",
    source: `import { map } from "rxjs";
export default defineBot(contract, ({ parameters }) => ({
  streams: ({ orderBooks }) => orderBooks.pipe(map((book) => {
    const cents: number = (book.bestAskPrice - book.bestBidPrice) / 100;
    return { marketId: book.marketId, ...publish("spread", "INTEL_SPREAD_PUBLISHED", cents, 1, {
      isWide: cents > parameters.wideSpreadCents,
    }) };
  })),
}));`,
  },
];

describe("bots in plain folders outside the repository", () => {
  it("say the same in every form and language, in a backtest configured by a file", async () => {
    const specs = FORMS.map((form) => writeBot(folder, form));
    const generated = await polytraders(["spec", "generate", ...specs], { folder });
    assertSucceeded(generated);
    const entries = FORMS.map(
      ({ name }) => `  intel.${name}: { path: ./${name}, parameters: { wideSpreadCents: 3.5 } }`,
    );
    write("polytraders.yaml", `bots:\n${entries.join("\n")}\n`);
    const args = ["backtest", "--data", capture(), "--config", "polytraders.yaml", "--json"];
    const ended = await polytraders(args, { folder });
    assertSucceeded(ended);
    const run = JSON.parse(ended.stdout) as RunSummary;
    expect(run.bots).toHaveLength(FORMS.length);
    const envelopes = readLines<ReportEnvelope>(join(run.runDir, "envelopes.ndjson"));
    const said = FORMS.map(({ name }) =>
      envelopes
        .filter(({ botId }) => botId === `intel.${name}`)
        .map(({ timeMs, value, payload, observed }) => ({ timeMs, value, payload, observed })),
    );
    expect(said[0]).toHaveLength(399);
    expect(said[0]?.at(-1)).toMatchObject({ value: 4, payload: { isWide: true } });
    for (const other of said) expect(other).toEqual(said[0]);

    const explained = await polytraders(["explain", run.runId, run.exampleCorrelationId ?? ""], {
      folder,
    });
    expect(explained.stdout).toContain("Reason INTEL_SPREAD_PUBLISHED: The spread was measured.");
  });
});
