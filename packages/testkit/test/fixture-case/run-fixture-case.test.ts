import { publish } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  buildBot,
  buildContract,
  buildParameter,
  fixtureInputSchema,
  runFixtureCase,
  TEST_REASON,
  TEST_SIGNAL,
  type FixtureInput,
} from "../../src/index.ts";

const depthBot = buildBot(
  buildContract({ parameters: { factor: buildParameter({ default: 1, hard: 10 }) } }),
  ({ parameters }) => ({
    decide: ({ book }, { exchangeTimeMs }) =>
      publish(TEST_SIGNAL, TEST_REASON, book.insideDepth() * parameters.factor, 1, {
        exchangeTimeMs,
      }),
  }),
);

/** An input as its JSON would be read. */
function read(input: unknown): FixtureInput {
  return fixtureInputSchema.parse(input);
}

describe("runFixtureCase", () => {
  it("runs the frames as they are written, both tokens' rows of a frame together", () => {
    const input = read({
      description: "a book and a change",
      parameters: { factor: 2 },
      frames: [
        { atMs: 5, isHeartbeat: true },
        { atMs: 10, book: { bids: [[0.4, 10]], asks: [["0.6", "10"]] } },
        {
          atMs: 20,
          lateMs: 3,
          levels: [["bid", 0.4, 20]],
          secondToken: { levels: [["bid", 0.4, 20]], trades: [["buys", 0.6, 1]] },
        },
      ],
    });
    expect(runFixtureCase(depthBot, input)).toMatchObject({
      envelopes: [
        { timeMs: 10, value: 20_000_000, payload: { exchangeTimeMs: 10 } },
        { timeMs: 20, value: 40_000_000, payload: { exchangeTimeMs: 17 } },
      ],
      notices: [],
    });
  });

  it("gives the code of a start that is refused", () => {
    const input = read({ description: "too much", parameters: { factor: 11 } });
    expect(runFixtureCase(depthBot, input)).toEqual({ refused: "BOT_PARAMETER_BEYOND_HARD" });
  });

  it("leaves out what the bots beside it say", () => {
    const input = read({ description: "one book", frames: [{ atMs: 1, book: {} }] });
    const silent = buildBot(buildContract({ manifest: { botId: "intel.silent" } }));
    expect(runFixtureCase(silent, input, [depthBot])).toEqual({ envelopes: [], notices: [] });
  });

  it("lets a failure of the bot show", () => {
    const broken = buildBot(buildContract(), () => ({
      decide: () => {
        throw new TypeError("broken");
      },
    }));
    const input = read({ description: "one book", frames: [{ atMs: 1, book: {} }] });
    expect(runFixtureCase(broken, input)).toEqual({ envelopes: [], notices: ["BOT_CALL_FAILED"] });
  });
});

describe("fixtureInputSchema", () => {
  it.each([
    [{}, "no description"],
    [{ description: "x", frames: [{ levels: [] }] }, "no time"],
    [{ description: "x", frames: [{ atMs: 1, level: [] }] }, "a field with another name"],
    [{ description: "x", frames: [{ atMs: 1, status: "open" }] }, "a status of another spelling"],
    [{ description: "x", frames: [{ atMs: 1, levels: [["buy", 0.4, 1]] }] }, "no side of a book"],
  ])("refuses %j: %s", (input, _why) => {
    expect(fixtureInputSchema.safeParse(input).success).toBe(false);
  });
});
