import type { EpochMs, Random } from "@polytraders/core";
import { createLatency, NO_LATENCY, type LatencyModel } from "./latency-model.ts";
import { createThrottle } from "./throttle.ts";
import type { VenueTime } from "./venue-time.ts";

/** Latencies of a connection; each is zero where it is left out. */
export interface LinkLatency {
  /** From sending an order to the exchange having it. */
  readonly order?: LatencyModel;
  /** From sending a cancel to the exchange having it. */
  readonly cancel?: LatencyModel;
  /** From the exchange's answer to the client having it. */
  readonly answer?: LatencyModel;
}

/** How a link is made. */
export interface LatentLinkOptions {
  readonly time: VenueTime;
  readonly latency: LinkLatency;
  /** Messages the client sends in any second; more of them wait. No throttle by default. */
  readonly messagesPerSecond?: number | null;
  readonly random: Random;
}

/** One client's connection to the exchange. */
export interface LatentLink {
  /**
   * Sends a command. It runs when it arrives; its answer, whenever it is given, is received later
   * still.
   *
   * @param command - does the work at the exchange; may answer at once, later, or never
   * @returns when it arrives
   */
  send<Answer>(
    kind: "order" | "cancel",
    command: (respond: (answer: Answer) => void) => void,
    receive: (answer: Answer) => void,
  ): EpochMs;
}

/**
 * A connection with latency. An order sent at `t` reaches the exchange at `t` + its wait in the
 * throttle + its latency; a taker delay of the market comes on top, inside the exchange.
 *
 * Messages keep their order, as on a TCP connection: one that drew a short latency waits for those
 * sent before it, be they orders or cancels. Answers keep theirs likewise. A cancel that shall
 * overtake needs a connection of its own.
 */
export function createLatentLink(options: LatentLinkOptions): LatentLink {
  const { time, latency, random } = options;
  const throttle = createThrottle(options.messagesPerSecond ?? null);
  const draws = {
    order: createLatency(latency.order ?? NO_LATENCY, random),
    cancel: createLatency(latency.cancel ?? NO_LATENCY, random),
  };
  const drawAnswer = createLatency(latency.answer ?? NO_LATENCY, random);
  let arrivedAtMs = Number.NEGATIVE_INFINITY;
  let answeredAtMs = Number.NEGATIVE_INFINITY;

  return {
    send(kind, command, receive) {
      arrivedAtMs = Math.max(arrivedAtMs, throttle(time.nowMs) + draws[kind]());
      time.schedule(arrivedAtMs, () => {
        command((answer) => {
          answeredAtMs = Math.max(answeredAtMs, time.nowMs + drawAnswer());
          time.schedule(answeredAtMs, () => receive(answer));
        });
      });
      return arrivedAtMs;
    },
  };
}
