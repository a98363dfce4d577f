import { publish } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildMarkets,
  buildParameter,
  buildRuntime,
  level,
  runFrames,
  script,
  TEST_REASON,
  TEST_SIGNAL,
} from "../src/index.ts";

const frames = [at(1_000), book({ bids: [[0.4, 10]], asks: [[0.6, 10]] }), level("bid", 0.4, 20)];

describe("runFrames", () => {
  it("runs a bot that nothing is said about", () => {
    const run = runFrames({ bots: [buildBot()], frames });
    expect(run.audit).toHaveLength(2);
    expect(run.envelopes).toEqual([]);
    expect(run.notices).toEqual([]);
  });

  it("collects envelopes, audit records and log lines", () => {
    const bot = buildBot(
      buildContract({ parameters: { factor: buildParameter({ default: 2 }) } }),
      ({ parameters, log }) => ({
        decide: ({ book: view }) => {
          log.info("asked");
          return publish(TEST_SIGNAL, TEST_REASON, view.bestBidSize * parameters.factor, 1, {});
        },
      }),
    );
    const run = runFrames({
      bots: [{ bot, configuration: { parameters: { factor: 3 } } }],
      frames,
    });
    expect(run.envelopes.map(({ value }) => value)).toEqual([30_000_000, 60_000_000]);
    expect(run.audit.flatMap(({ envelopes }) => envelopes)).toEqual(run.envelopes);
    expect(run.log.lines.map(({ message }) => message)).toEqual(["asked", "asked"]);
    expect(run.stateHash).toBe(run.audit.at(-1)?.stateHash);
  });

  it("takes batches as well as steps", () => {
    expect(runFrames({ frames: [script(...frames)] }).stateHash).toBe(
      runFrames({ frames }).stateHash,
    );
  });
});

describe("buildRuntime", () => {
  it("lets a test give commands between frames", () => {
    const run = buildRuntime({ markets: buildMarkets(2) });
    expect(run.runtime.kernel.isTradingEnabled).toBe(false);
    run.runtime.command(buildCommand("enable_trading"));
    expect(run.runtime.kernel.isTradingEnabled).toBe(true);
  });
});
