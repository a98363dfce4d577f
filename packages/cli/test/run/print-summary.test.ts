import { describe, expect, it } from "vitest";
import { printSummary } from "../../src/run/print-summary.ts";
import type { BotSummary, MarketSummary, RunSummary } from "../../src/run/run-summary.ts";
import { MemoryIo } from "../memory-io.ts";

const market: MarketSummary = {
  marketId: "0x1",
  slug: "will-the-fed-cut-rates-by-25-bps-after-the-december-2025-meeting",
  bookUpdates: 1_234_567,
  trades: 98_765,
  reasonCodes: {
    INTEL_DECAY_PUBLISHED: 123_456,
    INTEL_DECAY_SUPPRESSED_HALTED: 466,
    INTEL_DECAY_SUPPRESSED_LOW_SAMPLES: 1_401,
  },
  lastDecay: { timeMs: 1, value: 247.11285833, confidence: 0.35462 },
};

const bot: BotSummary = {
  botId: "intel.liquidity_decay_monitor",
  number: "4.16",
  name: "LiquidityDecayMonitor",
  version: "0.1.0",
  mode: "advisory",
  decisions: 125_323,
  reasonCodes: { INTEL_DECAY_PUBLISHED: 123_456, INTEL_DECAY_SUPPRESSED_LOW_SAMPLES: 1_401 },
  failures: 0,
  refusedOutputs: 0,
  staleInputs: 0,
  duplicates: 0,
  overruns: 0,
  suspended: null,
  warnings: [],
};

const summary: RunSummary = {
  schemaVersion: 1,
  runId: "demo-1",
  runDir: "/trader/runs/demo-1",
  verb: "demo",
  origin: { kind: "synthetic", label: "synthetic demo, seed 7", fingerprint: "f" },
  stateHash: "98d89b92214ffd0b",
  events: 41_258,
  frames: 40_000,
  eventsPerSecond: 20_941,
  durationMs: 1_970,
  envelopes: 4_496,
  envelopesWritten: 4_496,
  refusedRows: {},
  memory: { startMb: 1, middleMb: 1, endMb: 1 },
  markets: [market],
  bots: [bot],
  notices: [],
  exampleCorrelationId: "e8206",
  trading: null,
};

function print(changes: Partial<RunSummary> = {}, isJson = false): MemoryIo {
  const io = new MemoryIo();
  printSummary({ ...summary, ...changes }, { isJson, io });
  return io;
}

describe("printSummary", () => {
  it("prints the document and nothing else with --json", () => {
    const io = print({}, true);
    expect(io.outLines).toHaveLength(1);
    expect(JSON.parse(io.outLines[0] ?? "")).toEqual(summary);
  });

  it("fits a terminal of 100 columns", () => {
    const { lines } = print({ bots: [bot, { ...bot, suspended: "call_budget" }] });
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.join("\n")).toContain("will-the-fe…25-meeting");
    expect(lines.join("\n")).toMatch(/466 halted, .*\n +1,401 low_samples/);
    expect(lines.join("\n")).toContain("suspended");
  });

  it("calls synthetic data synthetic and says what to try next, with relative paths", () => {
    const { lines } = print();
    expect(lines[0]).toBe("synthetic demo, seed 7 (SYNTHETIC data, not a real market), 1 market");
    expect(lines).toContain("  npx polytraders explain runs/demo-1 e8206");
    expect(lines).toContain("  open runs/demo-1/report.html");
    expect(lines.join("\n")).toContain("state hash 98d89b92214ffd0b");
  });

  it("shows decisions instead of decay where no bot measures decay", () => {
    const text = print({
      markets: [{ ...market, reasonCodes: { INTEL_SPREAD_PUBLISHED: 7 }, lastDecay: null }],
    }).outLines.join("\n");
    expect(text).toContain("decisions");
    expect(text).not.toContain("decay\n");
    expect(text).not.toContain("suppressed");
  });

  it("tells of refused rows, notices and markets that are not shown", () => {
    const first = "intel.mine: BOT_CALL_FAILED: ...";
    const text = print({
      refusedRows: { price_off_grid: 3 },
      notices: [{ code: "BOT_CALL_FAILED", botId: "intel.mine", count: 12, first }],
      markets: Array.from({ length: 45 }, () => market),
    }).outLines.join("\n");
    expect(text).toContain("Rows refused: 3 price_off_grid.");
    expect(text).toContain(`note 12x ${first}`);
    expect(text).toContain("… and 25 more in report.json");
  });
});
