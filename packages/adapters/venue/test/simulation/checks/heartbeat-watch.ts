import type { GatewayAnswer } from "../../../src/gateway/gateway.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** Ten seconds of silence, noticed within five. */
const SILENCE_MS = 15_000;

/** Once a session has begun to send heartbeats, its silence cancels what it had resting. */
export class HeartbeatWatch implements SimulationCheck {
  readonly #venue: Venue;
  /** When each session was last heard, as far as its answers say. */
  readonly #lastBeats = new Map<string, number>();

  constructor(venue: Venue) {
    this.#venue = venue;
  }

  /** To be told what a session's heartbeat was answered with. */
  note(apiKey: string, answer: GatewayAnswer | null): void {
    if (answer?.status === 200) this.#lastBeats.set(apiKey, this.#venue.exchange.nowMs);
    // Whether it counted is not known.
    else if (answer?.status !== 400) this.#lastBeats.delete(apiKey);
  }

  atCheckpoint(): void {
    const { exchange } = this.#venue;
    for (const [session, lastMs] of this.#lastBeats) {
      if (exchange.nowMs <= lastMs + SILENCE_MS) continue;
      const outlived = exchange
        .openOrders({ session })
        .find(({ state, createdAtMs }) => state === "live" && createdAtMs <= lastMs);
      demand(
        outlived === undefined,
        () => `order ${outlived?.request.orderId ?? ""} outlived its session's heartbeats`,
      );
    }
  }
}
