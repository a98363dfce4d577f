import type { MarketDataSource, OperatorCommand, OrderGateway, Runtime } from "@polytraders/core";
import type { TradingSession } from "@polytraders/venue";
import type { RunPlace } from "./run-place.ts";

/** What a driver is given beside the runtime. */
export interface RunWatch extends RunPlace {
  /** Called every few thousand events, between two of them. */
  readonly rest: () => Promise<void>;
}

/** What moves a run: a source of market data alone, or a whole simulated venue. */
export interface RunDriver {
  /** Where orders go; `null` in a run that sends none. */
  readonly gateway: OrderGateway | null;
  /** Rows that will come; `null` where nobody knows. */
  readonly rowCount: number | null;
  /** Brings the runtime everything, in order. */
  drive(runtime: Runtime, watch: RunWatch): Promise<void>;
}

/** Market data and nothing else: bots that only speak. */
export function driveMarketData(source: MarketDataSource): RunDriver {
  return {
    gateway: null,
    rowCount: source.rowCount ?? null,
    async drive(runtime, { rest }) {
      for await (const batch of source.batches()) {
        runtime.apply(batch);
        await rest();
      }
      runtime.kernel.finish();
    },
  };
}

/** How a session is driven. */
export interface SessionDrive {
  readonly rowCount: number | null;
  /** Virtual time to stop at; the end of the market data without it. */
  readonly untilMs?: number;
  /** In whose name trading is enabled. */
  readonly operator: string;
}

/** Virtual time of one step. */
const SLICE_MS = 60_000;
/** Events between two rests, about. */
const EVENTS_BETWEEN_RESTS = 4_096;

/** A simulated venue, as fast as it goes. */
export function driveSession(session: TradingSession, options: SessionDrive): RunDriver {
  const { rowCount, untilMs = Number.POSITIVE_INFINITY, operator } = options;
  return {
    gateway: session.gateway,
    rowCount,
    async drive(runtime, { rest }) {
      beginTrading(session, runtime, operator);
      let restedAt = 0;
      try {
        while (!session.isOver && session.nowMs < untilMs && session.nextDueMs !== null) {
          const targetMs = Math.max(session.nowMs, session.nextDueMs) + SLICE_MS;
          await session.runUntil(Math.min(targetMs, untilMs));
          const { sequence } = runtime.kernel;
          if (sequence - restedAt < EVENTS_BETWEEN_RESTS) continue;
          restedAt = sequence;
          await rest();
        }
        await session.finish();
      } finally {
        await session.close();
      }
      runtime.kernel.finish();
    },
  };
}

/** Joins a runtime to its session and enables trading: nothing trades before somebody says so. */
export function beginTrading(session: TradingSession, runtime: Runtime, operator: string): void {
  session.attach(runtime);
  runtime.advanceTo(session.startMs);
  runtime.command(enableTrading(operator, session.startMs));
}

function enableTrading(operator: string, atMs: number): OperatorCommand {
  return {
    schemaVersion: 1,
    command: "enable_trading",
    commandId: `${operator}/enable`,
    operator,
    reason: "a simulated venue",
    atMs,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  };
}
