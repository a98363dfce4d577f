import type { MicroUsd } from "@polytraders/core";
import { counted, usd } from "./money-text.ts";
import type { FillsSummary } from "./summary/execution-summary.ts";
import type { ProfitSummary } from "./summary/profit-summary.ts";
import type { TradingCollector } from "./trading-collector.ts";

/** What a reader must know before he believes a figure, one sentence each. */
export function notesOf(
  collector: TradingCollector,
  fills: FillsSummary,
  profit: ProfitSummary,
): string[] {
  const notes: string[] = [];
  const count = (value: number): string => value.toLocaleString("en-US");
  if (fills.unsettledCount > 0) {
    notes.push(
      `Provisional: ${counted(fills.unsettledCount, "fill")} of ${usd(fills.unsettledMicroUsd)} not settled yet and may still fail.`,
    );
  }
  if (fills.bySettlement.FAILED > 0) {
    notes.push(
      `${counted(fills.bySettlement.FAILED, "fill")} failed on the chain and counted nowhere.`,
    );
  }
  const accrued = [
    ...accruedText("rewards", profit.rewardsAccruedMicroUsd),
    ...accruedText("rebates", profit.rebatesAccruedMicroUsd),
  ];
  if (accrued.length > 0) {
    notes.push(
      `Provisional: ${accrued.join(" and ")} are estimated, not paid, and counted nowhere.`,
    );
  }
  if (fills.leftOut > 0) {
    notes.push(
      `The newest ${counted(fills.newest.length, "fill")} are listed; ${count(fills.leftOut)} older ones are in the sums only.`,
    );
  }
  if (fills.all.fillCount > 0 && !collector.hasLedgerEntries) {
    notes.push(
      "Payouts, transfers and conversions were not seen: closed positions are those closed by fills.",
    );
  }
  if (collector.unplacedFills > 0) {
    notes.push(
      `${counted(collector.unplacedFills, "fill")} happened in markets that are not part of the run.`,
    );
  }
  return notes;
}

function accruedText(name: string, amount: MicroUsd): string[] {
  return amount === 0 ? [] : [`${usd(amount)} of ${name}`];
}
