import {
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildParameter,
  buildRuntime,
  ManualStopwatch,
  RecordingLog,
  runFrames,
  script,
  TEST_REASON,
  TEST_SIGNAL,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  AUTHORITIES,
  createSeededRandom,
  GRANTS,
  PORT_NAMES,
  publish,
  z,
  type Authority,
  type Ports,
} from "../../src/index.ts";
import { Container, token } from "../../src/di.ts";
import { absentPort } from "../../src/risk/absent-port.ts";
import { createBotContainer, grantsFrom, PORT_TOKENS } from "../../src/runtime/bot-container.ts";

const INTENT = {
  intent: { tokenId: "t", side: "BUY", price: 5_000, size: 1_000_000, timeInForce: "GTC" },
  reasonCode: "STRAT_BUY",
} as const;

function portsForTest(): Ports {
  const log = new RecordingLog();
  return {
    clock: new ManualStopwatch(),
    random: createSeededRandom(1, "x"),
    log: log.for("x"),
    timers: { set: () => undefined, cancel: () => undefined },
    ownOrders: { restingSize: () => 0 },
    intents: { propose: () => null, cancel: () => false },
    ledger: absentPort("ledger"),
    openOrders: absentPort("openOrders"),
    marketFacts: absentPort("marketFacts"),
    venueHealth: absentPort("venueHealth"),
    killSwitch: absentPort("killSwitch"),
    orderCare: absentPort("orderCare"),
  };
}

function grantsOf(authority: Authority): object {
  let seen: object = {};
  const contract = buildContract({ authority, parameters: { p: buildParameter({ default: 1 }) } });
  const bot = buildBot(contract, (grants) => {
    seen = grants;
    return { perMarket: () => ({}) };
  });
  buildRuntime({ bots: [bot] });
  return seen;
}

describe("what a bot is granted", () => {
  it.each(AUTHORITIES)("as %s is exactly what its authority says, and frozen", (authority) => {
    const grants = grantsOf(authority);
    expect(Object.keys(grants).toSorted()).toEqual(["parameters", ...GRANTS[authority]].toSorted());
    expect(Object.isFrozen(grants)).toBe(true);
    expect("intents" in grants).toBe(authority === "trade");
    expect(Reflect.set(grants, "intents", {})).toBe(false);
  });

  it("its container resolves nothing else, wherever it is asked", () => {
    const ports = portsForTest();
    const host = new Container().register(token<string>("host's own"), "secret");
    for (const authority of AUTHORITIES) {
      const container = createBotContainer(host, authority, ports);
      const granted: ReadonlySet<string> = new Set(GRANTS[authority]);
      for (const name of PORT_NAMES) {
        expect(container.has(PORT_TOKENS[name])).toBe(granted.has(name));
        if (granted.has(name))
          expect(container.resolve<unknown>(PORT_TOKENS[name])).toBe(ports[name]);
        else expect(() => container.resolve<unknown>(PORT_TOKENS[name])).toThrow("unregistered");
      }
      expect(() => container.resolve(token("intents"))).toThrow("unregistered");
      expect(Object.isFrozen(grantsFrom(container, authority))).toBe(true);
    }
  });

  it("is invisible from the host's container and from other bots'", () => {
    const host = new Container();
    createBotContainer(host, "trade", portsForTest());
    const observer = createBotContainer(host, "observe", portsForTest());
    expect(host.has(PORT_TOKENS.intents)).toBe(false);
    expect(observer.has(PORT_TOKENS.intents)).toBe(false);
    expect(() => observer.resolve(PORT_TOKENS.intents)).toThrow("unregistered");
  });

  it("cannot be changed for others: the book that all bots share is frozen", () => {
    const bot = buildBot(buildContract(), () => ({
      decide: ({ book: view }) => {
        Object.assign(view, { sizeAt: () => 7 });
        return publish(TEST_SIGNAL, TEST_REASON, 1, 1, {});
      },
    }));
    const { notices } = runFrames({ bots: [bot], frames: [book({})] });
    expect(notices.map(({ code }) => code)).toEqual(["BOT_CALL_FAILED"]);
  });

  it("gives each bot a random stream of its own, the same in every run", () => {
    const draw = (botIds: readonly string[], seed: number) => {
      const drawn = new Map<string, number[]>();
      const bots = botIds.map((botId) =>
        buildBot(buildContract({ manifest: { botId } }), ({ random }) => {
          drawn.set(botId, [random.next(), random.next(), random.next()]);
          return { perMarket: () => ({}) };
        }),
      );
      buildRuntime({ bots, seed });
      return drawn;
    };
    const both = draw(["intel.one", "intel.two"], 5);
    expect(both.get("intel.one")).toEqual(draw(["intel.one"], 5).get("intel.one"));
    expect(both.get("intel.one")).not.toEqual(both.get("intel.two"));
    expect(both.get("intel.one")).not.toEqual(draw(["intel.one"], 6).get("intel.one"));
    expect([...both.values()].flat().every((number) => number >= 0 && number < 1)).toBe(true);
  });
});

describe("the container", () => {
  it("makes what a factory makes once, and only when asked", () => {
    const name = token<object>("thing");
    let made = 0;
    const container = new Container().registerFactory(name, () => {
      made += 1;
      return {};
    });
    expect(made).toBe(0);
    expect(container.resolve(name)).toBe(container.child().resolve(name));
    expect(made).toBe(1);
  });
});

describe("a strategy's intents", () => {
  const contract = buildContract({ authority: "trade", reasonCodes: ["STRAT_BUY"] });

  it("are published while it is called, and reported as long as trading is disabled", () => {
    const bot = buildBot(contract, ({ intents }) => ({
      perMarket: ({ index }) => ({
        onOrderBook: () => intents.propose(INTENT),
        decide: () => (index === 0 ? INTENT : null),
      }),
    }));
    const run = buildRuntime({ bots: [bot] });
    run.runtime.apply(script(book({})));
    expect(run.envelopes.map(({ kind, reasonCode }) => [kind, reasonCode])).toEqual([
      ["order_intent", "STRAT_BUY"],
      ["risk_decision", "RISK_TRADING_DISABLED"],
      ["order_intent", "STRAT_BUY"],
      ["risk_decision", "RISK_TRADING_DISABLED"],
    ]);
    expect(run.envelopes[0]?.payload["price"]).toBe(5_000);
    expect(run.notices.map(({ code }) => code)).toEqual(["TRADING_DISABLED", "TRADING_DISABLED"]);
    run.runtime.command(buildCommand("enable_trading"));
    run.runtime.apply(script(book({})));
    // What is wrong with the intent itself comes to light once anybody looks at it.
    expect(run.notices.slice(2).map(({ code }) => code)).toEqual([
      "RISK_INTENT_TOKEN_UNKNOWN",
      "RISK_INTENT_TOKEN_UNKNOWN",
    ]);
  });

  it("can be proposed in answer to a signal and to a timer", () => {
    const strategy = buildBot(
      buildContract({
        authority: "trade",
        reasonCodes: ["STRAT_BUY"],
        consumes: { [TEST_SIGNAL]: z.strictObject({}) },
        emits: {},
      }),
      ({ intents, timers }) => ({
        perMarket: ({ index }) => ({
          onSignal: () => {
            intents.propose(INTENT);
            timers.set(index, "again", 0);
          },
          onTimer: () => {
            intents.propose(INTENT);
            return null;
          },
        }),
      }),
    );
    const observer = buildBot(buildContract(), () => ({
      decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    }));
    const { runtime, envelopes } = buildRuntime({ bots: [strategy, observer] });
    runtime.apply(script(book({})));
    runtime.kernel.advanceTo(2_000);
    const said = envelopes.filter(({ kind }) => kind !== "risk_decision");
    expect(said.map(({ botId, timeMs }) => [botId, timeMs])).toEqual([
      ["intel.test_bot", 1_000],
      ["strat.test_bot", 1_000],
      ["strat.test_bot", 1_001],
    ]);
  });

  it("between events are refused and counted", () => {
    let propose = (): void => undefined;
    const bot = buildBot(contract, ({ intents }) => {
      propose = () => intents.propose(INTENT);
      return { perMarket: () => ({}) };
    });
    const run = runFrames({ bots: [bot], frames: [book({})] });
    propose();
    expect(run.envelopes).toEqual([]);
    expect(run.notices.map(({ code }) => code)).toEqual(["BOT_OUTPUT_OUTSIDE_EVENT"]);
    expect(run.runtime.hosts[0]?.counters.refusedOutputCount).toBe(1);
  });
});
