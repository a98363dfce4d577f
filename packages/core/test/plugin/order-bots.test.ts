import { buildManifest } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderBots, PolytradersError, type BotManifest } from "../../src/index.ts";

interface Wiring {
  readonly requires?: readonly string[];
  readonly wishes?: readonly string[];
  readonly emits?: string;
  readonly consumes?: string;
  readonly isRequired?: boolean;
}

function bot(name: string, wiring: Wiring = {}): { readonly manifest: BotManifest } {
  const { requires = [], wishes = [], emits, consumes, isRequired = false } = wiring;
  return {
    manifest: buildManifest({
      botId: `intel.${name}`,
      requires: [
        ...requires.map((id) => ({ botId: `intel.${id}`, isOptional: false })),
        ...wishes.map((id) => ({ botId: `intel.${id}`, isOptional: true })),
      ],
      emits:
        emits === undefined ? [] : [{ contract: "SignalEnvelope", kind: emits, unit: "count" }],
      consumes:
        consumes === undefined
          ? []
          : [{ topic: "signal", kind: consumes, isRequired, ageMsMax: null }],
    }),
  };
}

function orderOf(...bots: ReturnType<typeof bot>[]): string[] {
  return orderBots(bots).map(({ manifest }) => manifest.botId.slice(6));
}

function refusalOf(...bots: ReturnType<typeof bot>[]): PolytradersError | undefined {
  try {
    orderBots(bots);
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  return undefined;
}

describe("the calling order", () => {
  it("is by id where nothing else decides", () => {
    expect(orderOf(bot("c"), bot("a"), bot("b"))).toEqual(["a", "b", "c"]);
    expect(orderOf()).toEqual([]);
  });

  it("puts required bots and the sources of signals first", () => {
    expect(orderOf(bot("a", { requires: ["z"] }), bot("z"))).toEqual(["z", "a"]);
    expect(orderOf(bot("a", { wishes: ["z"] }), bot("z"))).toEqual(["z", "a"]);
    expect(
      orderOf(bot("a", { consumes: "depth" }), bot("z", { emits: "depth" }), bot("m")),
    ).toEqual(["z", "a", "m"]);
  });

  it("puts all sources of a signal before its taker", () => {
    const bots = [bot("a", { consumes: "s" }), bot("y", { emits: "s" }), bot("z", { emits: "s" })];
    expect(orderOf(...bots)).toEqual(["y", "z", "a"]);
  });

  it("takes a bot that consumes its own kind of signal", () => {
    expect(orderOf(bot("a", { emits: "s", consumes: "s", isRequired: true }))).toEqual(["a"]);
  });

  it("does not depend on the order of configuration, and respects every requirement", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    // Each bot may require only bots later in the alphabet: no cycles.
    const wiring = fc.tuple(
      ...names.map((_, index) =>
        fc.subarray(names.slice(index + 1)).map((requires) => ({ requires })),
      ),
    );
    fc.assert(
      fc.property(
        wiring,
        fc.shuffledSubarray(names, { minLength: names.length }),
        (wirings, shuffled) => {
          const bots = new Map(names.map((name, index) => [name, bot(name, wirings[index])]));
          const straight = orderOf(...bots.values());
          const turned = shuffled.flatMap((name) => bots.get(name) ?? []);
          expect(orderOf(...turned)).toEqual(straight);
          for (const [index, { requires }] of wirings.entries()) {
            for (const required of requires) {
              expect(straight.indexOf(required)).toBeLessThan(straight.indexOf(names[index] ?? ""));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a run is refused", () => {
  it("when a bot is in it twice", () => {
    expect(refusalOf(bot("a"), bot("a"))?.code).toBe("BOT_ID_TAKEN");
  });

  it("when a required bot is missing, and says who needs it", () => {
    const refusal = refusalOf(bot("a", { requires: ["z"] }), bot("b"));
    expect(refusal?.code).toBe("BOT_REQUIREMENT_MISSING");
    expect(refusal?.message).toContain("intel.z, which intel.a requires");
    expect(refusalOf(bot("a", { wishes: ["z"] }))).toBeUndefined();
  });

  it("when nobody emits a required signal", () => {
    const refusal = refusalOf(bot("a", { consumes: "depth", isRequired: true }));
    expect(refusal?.code).toBe("BOT_INPUT_MISSING");
    expect(refusal?.message).toContain("a bot that emits depth, which intel.a requires");
    expect(refusalOf(bot("a", { consumes: "depth" }))).toBeUndefined();
  });

  it("when requirements form a cycle, whose path is named", () => {
    const refusal = refusalOf(
      bot("a"),
      bot("b", { requires: ["c"] }),
      bot("c", { consumes: "s" }),
      bot("d", { emits: "s", wishes: ["b"] }),
    );
    expect(refusal?.code).toBe("BOT_REQUIREMENT_CYCLE");
    expect(refusal?.message).toContain("intel.b -> intel.c -> intel.d -> intel.b");
  });
});
