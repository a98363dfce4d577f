import {
  formatDecimal,
  PolytradersError,
  type BotLog,
  type KillSwitch,
  type LedgerPort,
} from "@polytraders/core";
import { assessDrawdown, type AccountFigures, type DrawdownAssessment } from "./assess-drawdown.ts";
import type { Parameters } from "./contract.gen.ts";

const EVERYTHING = { botId: null, marketId: null };

/** What the watch looks with. */
export interface DrawdownWatchPorts {
  readonly ledger: LedgerPort;
  readonly killSwitch: KillSwitch;
  readonly log: BotLog;
}

/** Looks at the account on behalf of all markets, and halts everything at the limit. */
export class DrawdownWatch {
  readonly #ports: DrawdownWatchPorts;
  readonly #parameters: Parameters;
  #newest: DrawdownAssessment | null = null;
  #assessed: (AccountFigures & { readonly assessment: DrawdownAssessment }) | null = null;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #hasBooks = true;

  constructor(ports: DrawdownWatchPorts, parameters: Parameters) {
    this.#ports = ports;
    this.#parameters = parameters;
  }

  /** The newest look; `null` before the first. */
  get newest(): DrawdownAssessment | null {
    return this.#newest;
  }

  /** Looks unless the last look is recent: what happens between two intents can be worth a halt. */
  lookAgain(nowMs: number): void {
    if (!this.#hasBooks || nowMs - this.#lookedAtMs < this.#parameters.checkIntervalMs) return;
    try {
      this.look(nowMs);
    } catch (error) {
      // A run without a ledger has nothing to lose; an intent in it is refused all the same.
      if (!(error instanceof PolytradersError) || error.code !== "RISK_PORT_UNAVAILABLE")
        throw error;
      this.#hasBooks = false;
    }
  }

  /** Judges the account now. At the limit it trips the kill switch, which only an operator resets. */
  look(nowMs: number): DrawdownAssessment {
    const { killSwitch, log } = this.#ports;
    this.#lookedAtMs = nowMs;
    const found = this.#isBookOld(nowMs) ? unknown(this.#assess()) : this.#assess();
    const before = this.#newest?.level ?? "OK";
    this.#newest = found;
    if (found.level === "HALT") killSwitch.trip(EVERYTHING, "RISK_DRAWDOWN_BREACH", tell(found));
    if (found.level !== before) log.warn(`drawdown ${found.level}`, { ...found });
    return found;
  }

  /** The account of now; assessed again only where a figure has moved. */
  #assess(): DrawdownAssessment {
    const { ledger } = this.#ports;
    const { cashMicroUsd, redeemableMicroUsd, inFlightMicroUsd } = ledger;
    const peakMicroUsd = ledger.peakCashMicroUsd(this.#parameters.drawdownPeakMode);
    const known = this.#assessed;
    if (
      known !== null &&
      known.cashMicroUsd === cashMicroUsd &&
      known.redeemableMicroUsd === redeemableMicroUsd &&
      known.inFlightMicroUsd === inFlightMicroUsd &&
      known.peakMicroUsd === peakMicroUsd
    ) {
      return known.assessment;
    }
    const figures = { cashMicroUsd, redeemableMicroUsd, inFlightMicroUsd, peakMicroUsd };
    const assessment = assessDrawdown(figures, this.#parameters);
    this.#assessed = { ...figures, assessment };
    return assessment;
  }

  #isBookOld(nowMs: number): boolean {
    const { reconciledAgeMsMax } = this.#parameters;
    if (reconciledAgeMsMax === 0) return false;
    return nowMs - (this.#ports.ledger.reconciledAtMs ?? -Infinity) > reconciledAgeMsMax;
  }
}

/** A loss found in old books still halts; no loss found in them proves nothing. */
function unknown(found: DrawdownAssessment): DrawdownAssessment {
  return found.level === "HALT" ? found : { ...found, level: "UNKNOWN" };
}

function tell({ lostMicroUsd, peakMicroUsd, effectiveMicroUsd }: DrawdownAssessment): string {
  const [lost, peak, left] = [lostMicroUsd, peakMicroUsd, effectiveMicroUsd].map((amount) =>
    formatDecimal(amount, 6),
  );
  return `lost ${lost} pUSD of a peak of ${peak}, ${left} left`;
}
