import {
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildReasonCode,
  buildRuntime,
  script,
  type BotEntry,
  type CollectedRun,
  type RunOptions,
} from "@polytraders/testkit";
import type {
  ApprovedCancelRecord,
  ApprovedOrderRecord,
  BotManifest,
  DecisionContext,
  ExecutionPort,
  Grants,
  LoadedBot,
  Mode,
  OrderIntent,
  Ports,
  RiskOptions,
  VoteDecision,
} from "../../src/index.ts";

/** What these tests' strategies ask for unless they say otherwise: 100 shares at 0.50. */
export const WISH = {
  tokenId: "market-0-yes",
  side: "BUY",
  price: 5_000,
  size: 100_000_000,
  timeInForce: "GTC",
} as const;

/** An execution port that keeps what it is given. */
export class RecordingExecution implements ExecutionPort {
  readonly orders: ApprovedOrderRecord[] = [];
  readonly cancels: ApprovedCancelRecord[] = [];

  submit(order: Parameters<ExecutionPort["submit"]>[0]): void {
    this.orders.push(order.record);
  }
  cancel(cancel: Parameters<ExecutionPort["cancel"]>[0]): void {
    this.cancels.push(cancel.record);
  }
}

const GUARD_CODES = {
  RISK_FINE: buildReasonCode(),
  RISK_NO: buildReasonCode({ severity: "HARD_REJECT" }),
  RISK_LESS: buildReasonCode({ severity: "RESHAPE" }),
  RISK_HM: buildReasonCode({ severity: "WARN" }),
};
export type GuardCode = keyof typeof GUARD_CODES;
export type Answer = VoteDecision<{ readonly reasonCode: GuardCode }>;

/** A guard named `risk.<name>`, in force, that answers what it is told to. */
export function guard(
  name: string,
  vote: (intent: OrderIntent, context: DecisionContext, ports: Ports) => unknown,
  manifest: Partial<BotManifest> = {},
): LoadedBot {
  const contract = buildContract({
    authority: "vote",
    reasonCodes: GUARD_CODES,
    emits: {},
    manifest: {
      botId: `risk.${name}`,
      name,
      defaultMode: "enforced",
      consumes: [],
      ...manifest,
    },
  });
  return buildBot(contract, (grants) => ({
    vote: (intent, context) => vote(intent, context, grants as never) as Answer,
  }));
}

/** A strategy that returns nothing and proposes each wish at each change of a book. */
export function strategy(
  wishes: (context: DecisionContext, grants: Pick<Grants<TradeTypes>, "intents">) => unknown[],
  manifest: Partial<BotManifest> = {},
): LoadedBot {
  const contract = buildContract({
    authority: "trade",
    reasonCodes: ["STRAT_WISH"],
    emits: {},
    manifest: { botId: "strat.wisher", defaultMode: "enforced", ...manifest },
  });
  return buildBot(contract, (grants) => ({
    perMarket: () => ({
      onOrderBook: (_book, context) => {
        for (const intent of wishes(context, grants)) {
          grants.intents.propose({ intent, reasonCode: "STRAT_WISH" });
        }
      },
    }),
  }));
}

type TradeTypes = {
  readonly authority: "trade";
  readonly parameters: object;
  readonly reasonCode: "STRAT_WISH";
  readonly emits: object;
  readonly consumes: object;
};

export interface OrderPath extends CollectedRun {
  readonly execution: RecordingExecution;
  /** Changes the book once, which makes the strategies act. */
  readonly step: (atMs?: number) => void;
  /** Codes of all decisions so far. */
  readonly codes: () => string[];
}

/** A run with trading enabled. */
export function orderPath(
  bots: readonly BotEntry[],
  options: Omit<RunOptions, "bots" | "risk"> & { readonly risk?: RiskOptions } = {},
): OrderPath {
  const execution = new RecordingExecution();
  const run = buildRuntime({ ...options, bots, risk: { execution, ...options.risk } });
  run.runtime.command(buildCommand("enable_trading"));
  let nextMs = 1_000;
  return {
    ...run,
    get stateHash() {
      return run.stateHash;
    },
    execution,
    step: (atMs = nextMs) => {
      nextMs = atMs + 1_000;
      run.runtime.apply(script(at(atMs), book({ bids: [[0.4, 100]], asks: [[0.6, 100]] })));
      run.runtime.kernel.finish();
    },
    codes: () =>
      run.audit.flatMap(({ decisions }) => decisions.map(({ reasonCode }) => reasonCode)),
  };
}

/** Only the modes that count. */
export const NOT_IN_FORCE: readonly Mode[] = ["shadow", "advisory"];
