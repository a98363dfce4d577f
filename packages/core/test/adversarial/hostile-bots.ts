import { buildBot, buildContract } from "@polytraders/testkit";
import type { LoadedBot, Ports } from "../../src/index.ts";

type Handlers = Readonly<Record<string, (...given: never[]) => unknown>>;

interface Hostile {
  readonly bot: LoadedBot;
  /** What it was given; known once it runs. */
  readonly ports: () => Ports;
}

const TOPICS = [
  "order_book",
  "trade",
  "market_status",
  "heartbeat",
  "order_update",
  "fill",
] as const;

/** A strategy in force whose handlers may do anything, typed or not. */
export function stubborn(
  name: string,
  handlersOf: (propose: (intent: unknown) => unknown) => Handlers,
): Hostile {
  const contract = buildContract({
    authority: "trade",
    reasonCodes: ["STRAT_WISH"],
    emits: {},
    manifest: {
      botId: `strat.${name}`,
      name,
      defaultMode: "enforced",
      consumes: TOPICS.map((topic) => ({ topic, kind: null, isRequired: false, ageMsMax: null })),
    },
  });
  let ports: Ports | undefined;
  const bot = buildBot(contract, (grants) => {
    ports = grants as never;
    const propose = (intent: unknown) =>
      grants.intents.propose({ intent, reasonCode: "STRAT_WISH" });
    return { perMarket: () => handlersOf(propose) };
  });
  return {
    bot,
    ports: () => {
      if (ports === undefined) throw new Error("expected a bot that runs");
      return ports;
    },
  };
}
