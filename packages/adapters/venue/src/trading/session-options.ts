import type { MicroUsd } from "@polytraders/core";
import type { LinkLatency } from "../latency/latent-link.ts";
import type { LatencyModel } from "../latency/latency-model.ts";
import type { VenueOptions } from "../venue/open-venue.ts";
import type { VenueGatewayOptions } from "./venue-gateway.ts";

/** How long messages between a session's kernel and its venue are on their way; zero by default. */
export interface SessionLatency extends LinkLatency {
  /** From the exchange to the kernel, of market data. */
  readonly feed?: LatencyModel;
}

/** What every session is opened with. Everything but the money has a default. */
export interface SessionOptions
  extends
    Pick<
      VenueOptions,
      "faults" | "settlement" | "chain" | "resolution" | "rateLimits" | "selfTradePrevention"
    >,
    Pick<VenueGatewayOptions, "account" | "messagesPerSecond" | "answerTimeoutMs" | "geoblock"> {
  /** Money that the account begins with. */
  readonly cashMicroUsd: MicroUsd;
  /** Part of every order id; `session` by default. */
  readonly runId?: string;
  /** Of everything random; 1 by default. */
  readonly seed?: number;
  readonly latency?: SessionLatency;
}

export const SESSION_DEFAULTS = { runId: "session", seed: 1 } as const;

/** What of a session's options is the venue's. */
export function venueOptionsOf(options: SessionOptions): Partial<VenueOptions> {
  const { faults, settlement, chain, resolution, rateLimits, selfTradePrevention } = options;
  return {
    ...(faults === undefined ? {} : { faults }),
    ...(settlement === undefined ? {} : { settlement }),
    ...(chain === undefined ? {} : { chain }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(rateLimits === undefined ? {} : { rateLimits }),
    ...(selfTradePrevention === undefined ? {} : { selfTradePrevention }),
  };
}

/** What of a session's options is the gateway's. */
export function gatewayOptionsOf(
  options: SessionOptions,
): Omit<VenueGatewayOptions, "venue" | "names"> {
  const { account, messagesPerSecond, answerTimeoutMs, geoblock, latency, cashMicroUsd } = options;
  return {
    cashMicroUsd,
    runId: options.runId ?? SESSION_DEFAULTS.runId,
    seed: options.seed ?? SESSION_DEFAULTS.seed,
    ...(account === undefined ? {} : { account }),
    ...(messagesPerSecond === undefined ? {} : { messagesPerSecond }),
    ...(answerTimeoutMs === undefined ? {} : { answerTimeoutMs }),
    ...(geoblock === undefined ? {} : { geoblock }),
    ...(latency === undefined ? {} : { latency }),
  };
}
