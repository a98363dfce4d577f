import {
  arrivalPrice,
  cancelBehindProbability,
  createDepthOverlay,
  createFeedRace,
  createOrderQueue,
  fitLognormalLatency,
  latencyQuantile,
  type QueueModel,
  type QueueStep,
} from "../../../packages/quant/src/index.ts";

function queueModelOf(name: QueueModel["family"], exponent: number | null): QueueModel {
  if (name === "risk_averse" || name === "log" || name === "log2") return { family: name };
  return { family: name, exponent: exponent ?? 1 };
}

interface QueueEvent {
  readonly type: "depth" | "trade" | "trade_through";
  readonly qty: number;
}

export const simulationAdaptors = {
  queueSim(input: {
    readonly model: QueueModel["family"];
    readonly n: number | null;
    readonly order_qty: number;
    readonly level_qty: number;
    readonly lot: number;
    readonly events: readonly QueueEvent[];
  }) {
    const queue = createOrderQueue(queueModelOf(input.model, input.n), {
      orderShares: input.order_qty,
      levelShares: input.level_qty,
      lotShares: input.lot,
    });
    const steps: QueueStep[] = [];
    for (const { type, qty } of input.events) {
      if (queue.leaves <= 0) break;
      if (type === "depth") steps.push(queue.depth(qty));
      else if (type === "trade") steps.push(queue.trade(qty));
      else steps.push(queue.tradeThrough());
    }
    return { steps };
  },

  cancelBehindProbability({ front, back }: { readonly front: number; readonly back: number }) {
    const power = (family: "power" | "power2" | "power3", exponent: number): number =>
      cancelBehindProbability({ family, exponent }, front, back);
    return {
      power_1: power("power", 1),
      power_2: power("power", 2),
      power_3: power("power", 3),
      log: cancelBehindProbability({ family: "log" }, front, back),
      power2_2: power("power2", 2),
      log2: cancelBehindProbability({ family: "log2" }, front, back),
      power3_3: power("power3", 3),
    };
  },

  lognormalLatency(input: { readonly p50_ms: number; readonly p99_ms: number }) {
    const latency = fitLognormalLatency(input.p50_ms, input.p99_ms);
    return { ...latency, p90: latencyQuantile(latency, 0.9) };
  },

  arrivalPrice(input: {
    readonly best_ask_path: readonly (readonly [number, number])[];
    readonly send_ts_ms: number;
    readonly latency_ms: number;
    readonly taker_delay_ms: number;
  }) {
    const arrival = arrivalPrice(
      input.best_ask_path.map(([timeMs, price]) => ({ timeMs, price })),
      {
        sendTimeMs: input.send_ts_ms,
        latencyMs: input.latency_ms,
        takerDelayMs: input.taker_delay_ms,
      },
    );
    return {
      match_ts_ms: arrival.matchTimeMs,
      seen_price: arrival.seenPrice,
      match_price: arrival.matchPrice,
      latency_cost_per_share: arrival.latencyCostPerShare,
    };
  },

  depthOverlay(input: {
    readonly recorded_size: number;
    readonly actions: readonly {
      readonly ts_ms: number;
      readonly type: "consume" | "probe" | "recorded_size";
      readonly qty?: number;
    }[];
    readonly rho_per_s: number;
    readonly permanent: number;
  }) {
    const overlay = createDepthOverlay(input.recorded_size, {
      permanentShare: input.permanent,
      recoveryPerSecond: input.rho_per_s,
    });
    const availableAfter = input.actions.map(({ ts_ms, type, qty }) => {
      if (type === "consume") overlay.consume(ts_ms, qty ?? 0);
      if (type === "recorded_size") overlay.setRecorded(ts_ms, qty ?? 0);
      return overlay.available(ts_ms);
    });
    return { available_after: availableAfter };
  },

  raceToFirst(input: {
    readonly events: readonly {
      readonly source: string;
      readonly key: string;
      readonly ts: number;
      readonly asset: string;
      readonly seq: number;
    }[];
    readonly ttl_ms: number;
    readonly sources: readonly string[];
  }) {
    const { events, sources } = input;
    const race = createFeedRace(sources, input.ttl_ms);
    const inOrder = events.toSorted(
      (a, b) => a.ts - b.ts || sources.indexOf(a.source) - sources.indexOf(b.source),
    );
    const accepted = inOrder
      .filter(
        ({ source, key, ts, asset, seq }) =>
          race.arrive({ source, key, asset, sequence: seq, timeMs: ts }) === "accepted",
      )
      .map(({ key }) => key);
    const perSource = (valueOf: (source: string) => number) =>
      Object.fromEntries(sources.map((source) => [source, valueOf(source)]));
    return {
      accepted,
      wins: perSource((source) => race.tally(source).wins),
      win_share: perSource((source) =>
        accepted.length > 0 ? race.tally(source).wins / accepted.length : 0,
      ),
      duplicates: perSource((source) => race.tally(source).duplicates),
      stale: perSource((source) => race.tally(source).stale),
      mean_lead_ms: race.meanLeadMs(),
    };
  },
};
