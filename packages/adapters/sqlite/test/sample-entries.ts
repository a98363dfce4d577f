import {
  createBatch,
  RowFlag,
  RowKind,
  type CancelRequest,
  type KernelJournal,
  type MarketDataBatch,
  type OperatorCommand,
  type OrderPlacement,
  type VenueReport,
} from "@polytraders/core";
import type { JournalEntry } from "../src/index.ts";

const TIME_MS = 1_790_000_000_000;

export function placementOf(number: number): OrderPlacement {
  return {
    schemaVersion: 1,
    placementId: `run-${number}`,
    venueOrderId: `0x${number.toString(16).padStart(64, "0")}`,
    orderId: `run-${number}`,
    intentId: `strat.maker/e${number}`,
    botId: "strat.maker",
    marketId: "0xaa",
    tokenId: "1001",
    side: number % 2 === 0 ? "BUY" : "SELL",
    price: 1 + (number % 9_999),
    size: 5_000_000,
    timeInForce: "GTC",
    isPostOnly: true,
    expiresAtMs: null,
    correlationId: `e${number}`,
    eventSequence: number,
    placedAtMs: TIME_MS + number,
  };
}

export function reportOf(number: number): VenueReport {
  return {
    schemaVersion: 1,
    kind: "order_answered",
    exchangeTimeMs: TIME_MS + number,
    placementId: `run-${number}`,
    venueOrderId: `0x${number.toString(16).padStart(64, "0")}`,
    answer: "resting",
    venueReason: number % 3 === 0 ? "späte Antwort ✓" : null,
  };
}

export function cancelOf(number: number): CancelRequest {
  return {
    schemaVersion: 1,
    cancelId: `cancel-${number}`,
    venueOrderIds: [`0x${number.toString(16).padStart(64, "0")}`],
    correlationId: `e${number}`,
    eventSequence: number,
    requestedAtMs: TIME_MS + number,
  };
}

export function commandOf(number: number): OperatorCommand {
  return {
    schemaVersion: 1,
    command: "pause",
    commandId: `c-${number}`,
    operator: "ann",
    reason: "maintenance",
    atMs: TIME_MS + number,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  };
}

/** Rows of one frame each, a different one for each number. */
export function rowsOf(number: number, length: number): MarketDataBatch {
  const batch = createBatch(length);
  batch.length = length;
  for (let row = 0; row < length; row += 1) {
    batch.timeMs[row] = TIME_MS + number;
    batch.exchangeTimeMs[row] = TIME_MS + number - 1;
    batch.market[row] = number % 3;
    batch.kind[row] = RowKind.Level;
    batch.side[row] = row % 2;
    batch.flags[row] = RowFlag.FrameEnd;
    batch.price[row] = 1 + ((number + row) % 9_999);
    batch.size[row] = 1_000_000 * (1 + row);
  }
  return batch;
}

/** Writes item `number` of an endless run: inputs, and what follows from them. */
export function writeItem(journal: KernelJournal, number: number): void {
  switch (number % 8) {
    case 0:
      return journal.rows(rowsOf(number, 1 + (number % 40)));
    case 1:
      return journal.placement(placementOf(number));
    case 2:
      return journal.report(reportOf(number));
    case 3:
      return journal.time(TIME_MS + number);
    case 4:
      return journal.cancellation(cancelOf(number));
    case 5:
      return journal.checkpoint(number, number.toString(16).padStart(16, "0"));
    case 6:
      return journal.request("reconcile", `0x${number}`);
    default:
      return journal.command(commandOf(number));
  }
}

/** An entry as text, rows by their content: what two readings are compared by. */
export function textOf(entry: JournalEntry): string {
  if (entry.kind !== "rows" || entry.rows.batch === null) return JSON.stringify(entry);
  const { batch, ...rows } = entry.rows;
  const columns = Object.values(batch).map((column: number | ArrayLike<number>) =>
    typeof column === "number" ? column : Array.from(column).slice(0, batch.length),
  );
  return JSON.stringify({ ...entry, rows, columns });
}
