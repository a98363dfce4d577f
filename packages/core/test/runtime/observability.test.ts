import {
  after,
  book,
  buildBot,
  buildContract,
  level,
  runFrames,
  TEST_REASON,
  TEST_SIGNAL,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { botHealthOf, botHealthSchema, metricSnapshots, publish } from "../../src/index.ts";

const metric = { unit: "cents", meaning: "A value.", reasonCodes: [], observes: "value" } as const;
const FRAMES = [
  book({ bids: [[0.4, 100]], asks: [[0.6, 100]] }),
  after(250),
  level("bid", 0.41, 50),
  after(250),
  level("bid", 0.42, 50),
];

function run(failAt: number) {
  let calls = 0;
  const manifest = {
    metrics: [
      { ...metric, name: "values_total", type: "counter", buckets: [] },
      { ...metric, name: "value_now", type: "gauge", buckets: [] },
      { ...metric, name: "value_spread", type: "histogram", buckets: [4_000, 4_100] },
    ],
  } as const;
  const bot = buildBot(buildContract({ manifest }), () => ({
    decide: ({ book: view }) => {
      calls += 1;
      if (calls === failAt) throw new Error("no");
      return publish(TEST_SIGNAL, TEST_REASON, view.bestBidPrice, 1, {});
    },
    health: () => ({ warm: true }),
  }));
  return runFrames({ bots: [bot], frames: FRAMES }).runtime;
}

describe("metrics of a bot", () => {
  it("come from its decisions alone", () => {
    const snapshots = metricSnapshots(run(0).hosts);
    const named = (end: string) => snapshots.find(({ name }) => name.endsWith(end));
    expect(named("values_total")).toMatchObject({ type: "counter", value: 3 });
    expect(named("value_now")).toMatchObject({ type: "gauge", value: 4_200 });
    expect(named("value_spread")).toMatchObject({ buckets: [1, 1, 1], sum: 12_300 });
  });

  it("say which required bots do not run, and whether input is stale", () => {
    const requires = [{ botId: "risk.absent", isOptional: true }];
    const bot = buildBot(buildContract({ manifest: { requires } }), () => ({ decide: () => null }));
    const { hosts } = runFrames({ bots: [bot], frames: FRAMES }).runtime;
    const valueOf = (name: string) =>
      metricSnapshots(hosts).find((snapshot) => snapshot.name.endsWith(name));
    expect(valueOf("dependency_unavailable")).toMatchObject({
      value: 1,
      labels: { dep: "risk.absent" },
    });
    expect(valueOf("inputs_stale")).toMatchObject({ value: 0 });
  });

  it("count what the runtime refused or contained", () => {
    const failed = metricSnapshots(run(2).hosts).find(
      ({ labels }) => labels.error_class === "call_failed",
    );
    expect(failed).toMatchObject({ value: 1 });
  });
});

describe("health of a bot", () => {
  it("is healthy after decisions, with what the bot adds", () => {
    const { hosts, kernel } = run(0);
    const [host] = hosts;
    if (host === undefined) throw new Error("one bot runs");
    const health = botHealthOf(host, kernel.nowMs, hosts);
    expect(botHealthSchema.parse(health)).toEqual(health);
    expect(health).toMatchObject({ status: "healthy", decisionsLastMinute: 3, heartbeatAgeMs: 0 });
    expect(health.details).toMatchObject({ warm: true });
    expect(botHealthOf(host, kernel.nowMs + 120_000, hosts).decisionsLastMinute).toBe(0);
  });

  it("is degraded after a failure, with its share of all calls", () => {
    const { hosts, kernel } = run(2);
    const [host] = hosts;
    if (host === undefined) throw new Error("one bot runs");
    expect(botHealthOf(host, kernel.nowMs, hosts)).toMatchObject({ status: "degraded" });
    expect(botHealthOf(host, kernel.nowMs, hosts).errorRatePct).toBeCloseTo(100 / 3);
  });
});
