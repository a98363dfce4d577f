import {
  describeError,
  type KernelObserver,
  type MarketState,
  type ReportEnvelope,
  type Runtime,
  type RuntimeNotice,
} from "@polytraders/core";
import type { BotSummary, LastSignal, MarketSummary, NoticeSummary } from "./run-summary.ts";

interface MarketTally {
  readonly reasonCodes: Map<string, number>;
  lastDecay: LastSignal | null;
}

/** Counts what a run's summary needs, in memory that does not grow with the run. */
export class RunStatistics implements KernelObserver {
  exampleCorrelationId: string | null = null;
  #isExampleDecay = false;
  readonly #byMarket: (MarketTally | undefined)[] = [];
  readonly #notices = new Map<string, { summary: NoticeSummary; count: number }>();

  onEnvelope(envelope: ReportEnvelope, market: MarketState | null): void {
    if (market === null) return;
    const tally = (this.#byMarket[market.index] ??= {
      reasonCodes: new Map<string, number>(),
      lastDecay: null,
    });
    tally.reasonCodes.set(
      envelope.reasonCode,
      (tally.reasonCodes.get(envelope.reasonCode) ?? 0) + 1,
    );
    const { signal, value, confidence, timeMs } = envelope;
    if (value === null || confidence === null) return;
    const isDecay = signal === "liquidity_decay";
    if (isDecay) tally.lastDecay = { timeMs, value, confidence };
    // A decay estimate says most of what a bot saw; any value will do where there is none.
    if (!isDecay && this.#isExampleDecay) return;
    this.exampleCorrelationId = envelope.correlationId;
    this.#isExampleDecay = isDecay;
  }

  /** Takes a runtime notice; only the first of a kind keeps its words. */
  onNotice(notice: RuntimeNotice): void {
    const key = `${notice.code}/${notice.botId}`;
    const present = this.#notices.get(key);
    if (present !== undefined) {
      present.count += 1;
      return;
    }
    const place = `${notice.botId}${notice.marketId === null ? "" : ` in ${notice.marketId}`}`;
    const first = `${place}: ${describeError(notice.code, { found: notice.found })}`;
    const summary = { code: notice.code, botId: notice.botId, count: 1, first };
    this.#notices.set(key, { summary, count: 1 });
  }

  markets(states: readonly MarketState[]): MarketSummary[] {
    return states.map((state) => {
      const tally = this.#byMarket[state.index];
      return {
        marketId: state.definition.marketId,
        slug: state.definition.slug,
        bookUpdates: state.bookChangeCount,
        trades: state.tradeCount,
        reasonCodes: Object.fromEntries(
          [...(tally?.reasonCodes ?? new Map<string, number>())].toSorted(byCode),
        ),
        lastDecay: tally?.lastDecay ?? null,
      };
    });
  }

  notices(): NoticeSummary[] {
    return [...this.#notices.values()].map(({ summary, count }) => ({ ...summary, count }));
  }
}

function byCode([left]: readonly [string, number], [right]: readonly [string, number]): number {
  return left < right ? -1 : 1;
}

/** Summaries of all bots of a runtime, in calling order. */
export function summarizeBots(runtime: Runtime): BotSummary[] {
  return runtime.hosts.map((host) => {
    const { manifest } = host.contract;
    const given = [...host.counters.reasons.values()].filter(({ count }) => count > 0);
    return {
      botId: manifest.botId,
      number: manifest.number,
      name: manifest.name,
      version: manifest.version,
      mode: host.generalSettings.mode,
      decisions: host.counters.decisionCount,
      reasonCodes: Object.fromEntries(given.map(({ code, count }) => [code, count])),
      failures: host.counters.failureCount,
      refusedOutputs: host.counters.refusedOutputCount,
      staleInputs: host.counters.staleInputCount,
      duplicates: host.deduplicator.duplicateCount,
      overruns: host.budget.overrunCount,
      suspended: host.suspension,
      warnings: host.generalSettings.warnings,
    };
  });
}
