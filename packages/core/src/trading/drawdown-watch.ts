import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { EpochMs } from "../domain/units.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import type { DeskParts } from "./desk-parts.ts";

/** Between two looks that only prices make necessary. */
const INTERVAL_MS = 1_000;

/** Judges the drawdown: when money or positions have moved, and with the prices once a second. */
export class DrawdownWatch {
  readonly #parts: DeskParts;
  #judgedAtMs: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Prices have moved. */
  onPrices(nowMs: EpochMs): void {
    if (nowMs - this.#judgedAtMs >= INTERVAL_MS) this.judge();
  }

  judge(): void {
    const { kernel, ledger, recorder, company } = this.#parts;
    this.#judgedAtMs = kernel.nowMs;
    const { view } = ledger;
    if (!view.hasMoneyMoved || view.isHalted) return;
    const drawdown = ledger.judgeDrawdown(recorder.cause);
    if (!drawdown.isHalted) return;
    const { peakMicroUsd, effectiveMicroUsd, haltAtMicroUsd } = drawdown;
    const found = `effective equity ${effectiveMicroUsd} of a peak of ${peakMicroUsd}, limit ${haltAtMicroUsd ?? 0} micro-pUSD`;
    recorder.state("EXEC_DRAWDOWN_HALTED", null, { peakMicroUsd, effectiveMicroUsd });
    recorder.alarm("EXEC_DRAWDOWN_HALTED", null, found);
    company().barrier.halt({
      scope: { botId: null, marketId: null },
      cause: "automatic",
      by: RUNTIME_BOT_ID,
      reasonCode: "EXEC_DRAWDOWN_HALTED",
      reason: found,
      sinceMs: kernel.nowMs,
    });
  }

  /** Carries out the operator's commands that are about peak and halt of the ledger. */
  apply(command: OperatorCommand): void {
    const isPeak = command.command === "reset_peak";
    if (!isPeak && command.command !== "reset_halt") return;
    const { operator, reason, scope, commandId } = command;
    const isGlobal = scope.botId === null && scope.marketId === null;
    if (!isGlobal) return;
    const { ledger, recorder } = this.#parts;
    const { isHalted } = ledger.view;
    if (!isPeak && !isHalted) return;
    const before = ledger.view.drawdown(recorder.cause.timeMs);
    const answer = isPeak
      ? ledger.resetPeak({ operator, reason }, recorder.cause)
      : ledger.resetHalt({ operator, reason }, recorder.cause);
    if (answer.status === "refused") {
      recorder.notice(answer.code, operator, null, answer.found);
      return;
    }
    recorder.state(isPeak ? "EXEC_PEAK_RESET" : "EXEC_DRAWDOWN_RESET", null, {
      operator,
      reason,
      commandId,
      peakMicroUsd: before.peakMicroUsd,
      effectiveMicroUsd: before.effectiveMicroUsd,
    });
  }
}
