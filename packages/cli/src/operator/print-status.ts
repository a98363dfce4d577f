import { formatDecimal, type OperatorCommand } from "@polytraders/core";
import { findRunFolder, readRunIdentity } from "../explain/run-identity.ts";
import { plainTable, shortName, type Column } from "../plain-table.ts";
import { EXIT, type CliIo } from "../verb.ts";
import { OperatorInbox } from "./operator-inbox.ts";
import type { StatusOptions } from "./operator-options.ts";
import { readRunState, type RunState } from "./run-state.ts";

const MS_PER_SECOND = 1_000;
/** A running run writes its state every few seconds. */
const SILENCE_MS_MAX = 30_000;

const ORDERS: readonly Column[] = [
  { head: "order", align: "left" },
  { head: "bot", align: "left" },
  { head: "market", align: "left" },
  { head: "side", align: "left" },
  { head: "price" },
  { head: "shares" },
  { head: "state", align: "left" },
];

const POSITIONS: readonly Column[] = [
  { head: "position", align: "left" },
  { head: "token", align: "left" },
  { head: "shares" },
  { head: "cost USD" },
  { head: "average" },
  { head: "realised USD" },
];

/**
 * Prints where a run stands. It ends with exit code 3 while a halt is in force.
 *
 * @throws PolytradersError RUN_NOT_FOUND, RUN_STATE_MISSING, RUN_STATE_DAMAGED
 */
export function printStatus(run: string, options: StatusOptions, io: CliIo): void {
  const folder = findRunFolder(run, options.runs, io.workingDirectory);
  const state = readRunState(folder);
  const inbox = new OperatorInbox(folder, { position: state.inboxPosition, onDamage: io.err });
  const pending = inbox.readNew();
  const isHalted = state.halts.length > 0;
  if (options.json === true) {
    io.out(JSON.stringify({ ...state, runDir: folder, isHalted, pendingCommands: pending }));
  } else {
    const { markets = {} } = readRunIdentity(folder);
    const nameOf = (marketId: string): string => shortName(markets[marketId] ?? marketId);
    for (const line of describeState(state, pending, nameOf)) io.out(line);
  }
  io.exit(isHalted ? EXIT.halted : EXIT.ok);
}

type NameOf = (marketId: string) => string;

function describeState(
  state: RunState,
  pending: readonly OperatorCommand[],
  nameOf: NameOf,
): string[] {
  return [
    `${state.runId} (${state.verb}) ${state.status}, as of ${state.writtenAt}`,
    ...describeSilence(state),
    ...describeHalts(state, nameOf),
    "",
    ...describeMoney(state),
    "",
    ...describeDrawdown(state),
    ...describePositions(state, nameOf),
    ...describeOrders(state, nameOf),
    ...pending.map(
      ({ command, commandId, operator }) =>
        `Waiting to be read: ${command} by ${operator} (${commandId}).`,
    ),
  ];
}

/** A killed process cannot say that it has stopped. */
function describeSilence({ status, writtenAt }: RunState): string[] {
  const silentMs = Date.now() - Date.parse(writtenAt);
  if (status !== "running" || silentMs < SILENCE_MS_MAX) return [];
  const seconds = Math.round(silentMs / MS_PER_SECOND);
  return [`Nothing was written for ${seconds} seconds: the process is gone, or stands still.`];
}

function describeHalts(
  { halts, quarantines, isTradingEnabled }: RunState,
  nameOf: NameOf,
): string[] {
  const lines = halts.map(({ scope, by, cause, reasonCode, reason, sinceMs }) => {
    const since = new Date(sinceMs).toISOString();
    return `HALTED: ${reachOf(scope, nameOf)} since ${since}, ${cause}, by ${by}: ${reasonCode}, ${reason}`;
  });
  lines.push(
    ...quarantines.map(
      ({ scope, by, reasonCode, sinceMs }) =>
        `QUARANTINED: ${reachOf(scope, nameOf)} since ${new Date(sinceMs).toISOString()}, by ${by}: ${reasonCode}`,
    ),
  );
  if (lines.length === 0) lines.push("No halt and no quarantine is in force.");
  if (!isTradingEnabled) lines.push("Trading is disabled.");
  return lines;
}

function reachOf({ botId, marketId }: RunState["halts"][number]["scope"], nameOf: NameOf): string {
  if (botId === null && marketId === null) return "everything";
  const market = marketId === null ? "every market" : nameOf(marketId);
  return `${botId ?? "every strategy"} in ${market}`;
}

function describeMoney({ account }: RunState): string[] {
  const rows: [name: string, microUsd: number][] = [
    ["cash", account.cashMicroUsd],
    ["redeemable", account.redeemableMicroUsd],
    ["in flight (lower of cost and bid)", account.inFlightMicroUsd],
    ["effective equity", account.effectiveEquityMicroUsd],
    ["equity at the start", account.startEquityMicroUsd],
    ["reserved for open buys", account.reservedMicroUsd],
    ["available", account.availableMicroUsd],
    ["exposure (cost)", account.exposureMicroUsd],
    ["volume of the day", account.dailyVolumeMicroUsd],
  ];
  const table = plainTable(
    [{ head: "USD", align: "left" }, { head: "" }],
    rows.map(([name, microUsd]) => [name, usd(microUsd)]),
  );
  const { reconciledAtMs } = account;
  const checked =
    reconciledAtMs === null
      ? "The books have not been compared with the venue yet."
      : `The books agreed with the venue at ${new Date(reconciledAtMs).toISOString()}.`;
  return [table, checked];
}

function describeDrawdown({ drawdown, peaks }: RunState): string[] {
  const { share, shareMax, level, peakMode, distanceMicroUsd } = drawdown;
  const halt = Math.max(drawdown.haltEquityMicroUsd, drawdown.lossHaltEquityMicroUsd);
  const distance =
    distanceMicroUsd > 0
      ? `${usd(distanceMicroUsd)} USD may still be lost before the halt at an equity of ${usd(halt)}.`
      : `The halt at an equity of ${usd(halt)} USD is reached.`;
  return [
    `Drawdown ${percent(share)} of the ${peakMode} peak, ${percent(shareMax)} halts: ${level}. ${distance}`,
    `Highest cash: all time ${usd(peaks.all_time)}, rolling ${usd(peaks.rolling)}, today ${usd(peaks.daily)} USD.`,
  ];
}

function describePositions({ positions }: RunState, nameOf: NameOf): string[] {
  if (positions.length === 0) return ["No positions."];
  const rows = positions.map((position) => [
    nameOf(position.marketId),
    shortName(position.tokenId),
    formatDecimal(position.size, 6),
    usd(position.costMicroUsd),
    formatDecimal(position.averagePrice, 4),
    usd(position.realizedPnlMicroUsd),
  ]);
  return ["", plainTable(POSITIONS, rows)];
}

function describeOrders({ openOrders }: RunState, nameOf: NameOf): string[] {
  if (openOrders.length === 0) return ["No open orders."];
  const rows = openOrders.map((order) => [
    order.orderId,
    order.botId,
    nameOf(order.marketId),
    order.side,
    formatDecimal(order.price, 4),
    formatDecimal(order.remainingSize, 6),
    order.isCancelling ? `${order.state}, being taken back` : order.state,
  ]);
  return ["", plainTable(ORDERS, rows)];
}

function usd(microUsd: number): string {
  return formatDecimal(microUsd, 6);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
