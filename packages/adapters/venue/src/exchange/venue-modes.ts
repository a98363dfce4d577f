import type { EpochMs } from "@polytraders/core";
import type { ExchangeEvent, VenueMode } from "./exchange-event.ts";
import type { OrderRequest, Refusal } from "./order-request.ts";
import { postOnlyMode, REFUSALS } from "./refusals.ts";
import type { Schedule, Unschedule } from "./schedule.ts";

/** How long only post-only orders are taken after the engine has restarted. */
export const POST_ONLY_AFTER_RESTART_MS = 120_000;

/** What the venue as a whole lets through, and until when. */
export class VenueModes {
  readonly #schedule: Schedule;
  readonly #emit: (event: ExchangeEvent) => void;
  #mode: VenueMode = "normal";
  #endsAtMs: EpochMs | null = null;
  #unschedule: Unschedule | null = null;

  constructor(schedule: Schedule, emit: (event: ExchangeEvent) => void) {
    this.#schedule = schedule;
    this.#emit = emit;
  }

  get mode(): VenueMode {
    return this.#mode;
  }

  /** When the mode ends by itself, `null` when it stays. */
  get endsAtMs(): EpochMs | null {
    return this.#endsAtMs;
  }

  /** Enters a mode for good, or for `durationMs` with `next` after it. */
  enter(mode: VenueMode, durationMs: number | null = null, next?: () => void): void {
    this.#unschedule?.();
    this.#unschedule = null;
    this.#endsAtMs = durationMs === null ? null : this.#schedule.nowMs + durationMs;
    if (this.#endsAtMs !== null && next !== undefined) {
      this.#unschedule = this.#schedule.at(this.#endsAtMs, next);
    }
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#emit({ kind: "venue_mode_changed", timeMs: this.#schedule.nowMs, mode });
  }

  restart(durationMs: number): void {
    this.enter("restarting", durationMs, () => {
      this.enter("post_only", POST_ONLY_AFTER_RESTART_MS, () => this.enter("normal"));
    });
  }

  /** Why a new order is refused, `null` when the mode lets it through. */
  refusalOf(request: OrderRequest): Refusal | null {
    switch (this.#mode) {
      case "normal": {
        return null;
      }
      case "restarting": {
        return REFUSALS.engineRestarting;
      }
      case "disabled": {
        return REFUSALS.tradingDisabled;
      }
      case "cancel_only": {
        return REFUSALS.cancelOnly;
      }
      case "post_only": {
        return request.isPostOnly ? null : postOnlyMode(this.#retryAfterSeconds());
      }
    }
  }

  /** Why nothing can be cancelled, `null` when it can. */
  cancelRefusal(): Refusal | null {
    if (this.#mode === "restarting") return REFUSALS.engineRestarting;
    return this.#mode === "disabled" ? REFUSALS.tradingDisabled : null;
  }

  #retryAfterSeconds(): number | null {
    if (this.#endsAtMs === null) return null;
    return Math.max(1, Math.ceil((this.#endsAtMs - this.#schedule.nowMs) / 1000));
  }
}
