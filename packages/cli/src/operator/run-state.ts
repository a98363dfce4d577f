import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolytradersError, type Immutable } from "@polytraders/core";
import { z } from "zod";

/** Name of the file in a run's folder. */
export const RUN_STATE_FILE = "state.json";

const text = z.string().min(1);
const timeMs = z.number();
const microUsd = z.int();
const microShares = z.int();
const price = z.int();
const scope = z.strictObject({ botId: text.nullable(), marketId: text.nullable() });

const haltSchema = z.strictObject({
  scope,
  cause: z.enum(["manual", "automatic"]),
  by: text,
  reasonCode: text,
  reason: z.string(),
  sinceMs: timeMs,
});

const quarantineSchema = z.strictObject({ scope, by: text, reasonCode: text, sinceMs: timeMs });

/** The account by the names that money has in the ledger, micro-pUSD. */
const accountSchema = z.strictObject({
  cashMicroUsd: microUsd,
  redeemableMicroUsd: microUsd,
  inFlightMicroUsd: microUsd,
  reservedMicroUsd: microUsd,
  availableMicroUsd: microUsd,
  effectiveEquityMicroUsd: microUsd,
  startEquityMicroUsd: microUsd,
  exposureMicroUsd: microUsd,
  openPositionCount: z.int(),
  dailyVolumeMicroUsd: microUsd,
  reconciledAtMs: timeMs.nullable(),
});

const peaksSchema = z.strictObject({ all_time: microUsd, rolling: microUsd, daily: microUsd });

const drawdownSchema = z.strictObject({
  peakMode: z.enum(["all_time", "rolling", "daily"]),
  peakCashMicroUsd: microUsd,
  /** Share of the peak lost, 0 to 1. */
  share: z.number(),
  shareMax: z.number(),
  level: z.enum(["OK", "WARN", "HALT"]),
  /** Equity at or below which the share of the peak halts. */
  haltEquityMicroUsd: microUsd,
  /** Equity at or below which the loss from the starting balance halts. */
  lossHaltEquityMicroUsd: microUsd,
  /** What may still be lost before the nearer of the two; 0 or less once it is reached. */
  distanceMicroUsd: microUsd,
});

const positionSchema = z.strictObject({
  marketId: text,
  tokenId: text,
  size: microShares,
  costMicroUsd: microUsd,
  averagePrice: price,
  realizedPnlMicroUsd: microUsd,
});

const openOrderSchema = z.strictObject({
  orderId: text,
  botId: text,
  marketId: text,
  tokenId: text,
  side: z.enum(["BUY", "SELL"]),
  price,
  remainingSize: microShares,
  state: z.enum(["planned", "sent", "resting", "unknown"]),
  isCancelling: z.boolean(),
  sentAtMs: timeMs,
});

const runStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: text,
  verb: text,
  /** `running` stays in the file of a run that was killed. */
  status: z.enum(["running", "stopped", "finished"]),
  /** Wall time of writing, ISO 8601. */
  writtenAt: text,
  /** Kernel time. */
  timeMs,
  eventSequence: z.int(),
  stateHash: text,
  isTradingEnabled: z.boolean(),
  /** Bytes of the inbox of commands that were taken in. */
  inboxPosition: z.int().min(0),
  halts: z.array(haltSchema),
  quarantines: z.array(quarantineSchema),
  account: accountSchema,
  peaks: peaksSchema,
  drawdown: drawdownSchema,
  positions: z.array(positionSchema),
  openOrders: z.array(openOrderSchema),
});

/** Where a trading run stands: what `risk status` prints. */
export type RunState = Immutable<z.infer<typeof runStateSchema>>;

/**
 * Reads the state that a run wrote last.
 *
 * @throws PolytradersError RUN_STATE_MISSING, RUN_STATE_DAMAGED
 */
export function readRunState(folder: string): RunState {
  const file = join(folder, RUN_STATE_FILE);
  if (!existsSync(file)) {
    throw new PolytradersError("RUN_STATE_MISSING", {
      found: "a run without it",
      place: { file },
    });
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new PolytradersError("RUN_STATE_DAMAGED", {
      found: cause instanceof Error ? cause.message : String(cause),
      place: { file },
      cause,
    });
  }
  const result = runStateSchema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new PolytradersError("RUN_STATE_DAMAGED", {
    found: issue?.message ?? "something else",
    place: { file, field: issue?.path.map(String).join(".") ?? "" },
  });
}
