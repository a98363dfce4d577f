import {
  buildBot,
  buildCommand,
  buildContract,
  buildMarkets,
  buildParameter,
  buildRuntime,
  book,
  at,
  script,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { publish, z } from "../../src/index.ts";
import { orderPath, strategy, WISH } from "./order-path.ts";

/** Publishes the parameter it sees from its factory and from its market, and how often it was made. */
function parrot() {
  let made = 0;
  const contract = buildContract({
    emits: { said: z.record(z.string(), z.unknown()) },
    reasonCodes: ["INTEL_SAID"],
    parameters: {
      loudness: buildParameter({ default: 1, hard: 9, aliases: ["loud_ness"] }),
    },
  });
  return buildBot(contract, ({ parameters }) => ({
    perMarket: (market) => {
      made += 1;
      let heard = 0;
      return {
        onOrderBook: () => {
          heard += 1;
        },
        snapshot: () => heard,
        restore: (state) => {
          heard = Number(state);
        },
        decide: () =>
          publish("said", "INTEL_SAID", parameters.loudness, 1, {
            here: market.parameters.loudness,
            heard,
            made,
          }),
      };
    },
  }));
}

type Override = NonNullable<Parameters<typeof buildCommand<"override_parameter">>[1]>;

function play(configuration: object, ...commands: Override[]) {
  const run = buildRuntime({ markets: buildMarkets(2), bots: [{ bot: parrot(), configuration }] });
  const step = (atMs: number) => {
    run.runtime.apply(script(at(atMs), book({})));
    const last = run.envelopes.at(-1);
    return [last?.value, last?.payload["here"], last?.payload["heard"]];
  };
  const first = step(1_000);
  for (const fields of commands) run.runtime.command(buildCommand("override_parameter", fields));
  return { ...run, first, step };
}
const louder = (fields: Override = {}): Override => ({
  parameter: "loudness",
  value: 5,
  ...fields,
});

describe("overriding a parameter", () => {
  it("changes it for the running bot, which keeps its state, and the config version with it", () => {
    const run = play({ parameters: { loudness: 2 } }, louder());
    expect(run.first).toEqual([2, 2, 1]);
    expect(run.step(2_000)).toEqual([5, 5, 2]);
    const [before, after] = run.envelopes.map(({ configVersion }) => configVersion);
    expect(after).not.toBe(before);
  });

  it("wins over every configuration; one market's wins over the general one", () => {
    const configuration = {
      parameters: { loudness: 2 },
      markets: { "market-0": { parameters: { loudness: 3 } } },
    };
    const run = play(configuration, louder());
    expect(run.first).toEqual([2, 3, 1]);
    expect(run.step(2_000)).toEqual([5, 5, 2]);
    run.runtime.command(
      buildCommand("override_parameter", louder({ value: 7, scope: { marketId: "market-0" } })),
    );
    expect(run.step(3_000)).toEqual([5, 7, 3]);
    run.runtime.command(
      buildCommand("clear_override", { parameter: "loudness", scope: { marketId: "market-0" } }),
    );
    expect(run.step(4_000)).toEqual([5, 5, 4]);
    run.runtime.command(buildCommand("clear_override", { parameter: "loudness" }));
    expect(run.step(5_000)).toEqual([2, 3, 5]);
  });

  it("ends when its command expires", () => {
    const run = play({}, louder({ expiresAtMs: 3_000 }));
    expect(run.step(2_999)[0]).toBe(5);
    expect(run.step(3_000)[0]).toBe(1);
  });

  it.each([
    ["beyond its hard bound", "BOT_PARAMETER_BEYOND_HARD", { value: 10 }],
    ["of another type", "BOT_PARAMETER_INVALID", { value: "loud" }],
    ["that does not exist", "BOT_PARAMETER_UNKNOWN", { parameter: "colour" }],
  ])("%s is refused and changes nothing", (_name, code, fields) => {
    const run = play({}, louder(), louder({ scope: { botId: "intel.test_bot" }, ...fields }));
    expect(run.notices.map((notice) => notice.code)).toEqual([code]);
    expect(run.step(2_000)[0]).toBe(5);
  });

  it("of every bot passes over those that do not have it", () => {
    const run = play({}, { parameter: "colour", value: 1 });
    expect(run.notices).toEqual([]);
  });
});

describe("a command", () => {
  it("that has expired does not act, and says so", () => {
    const run = play({});
    run.runtime.command(buildCommand("pause", { expiresAtMs: 1_000 }));
    expect(run.step(2_000)[2]).toBe(2);
    expect(run.notices.map(({ code }) => code)).toEqual(["RISK_COMMAND_EXPIRED"]);
  });

  it("to pause or to enable trading ends when it expires", () => {
    const run = play({});
    run.runtime.command(buildCommand("pause", { expiresAtMs: 3_000 }));
    run.step(2_000);
    expect(run.envelopes).toHaveLength(1);
    run.step(3_000);
    expect(run.envelopes).toHaveLength(2);

    const trading = orderPath([strategy(() => [WISH])]);
    trading.runtime.command(buildCommand("enable_trading", { expiresAtMs: 1_500 }));
    trading.step(1_499);
    trading.step(1_500);
    expect(trading.codes()).toEqual(["RISK_INTENT_APPROVED", "RISK_TRADING_DISABLED"]);
  });
});
