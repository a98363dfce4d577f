import type { KernelJournalReader } from "@polytraders/adapter-sqlite";
import type {
  CancelRequest,
  EpochMs,
  KernelJournal,
  KernelObserver,
  MarketDataBatch,
  MarketDataSource,
  OrderGateway,
  OrderPlacement,
  ResumeReport,
  Runtime,
  VenueReport,
} from "@polytraders/core";
import { ReplayDiverged, type Divergence } from "./divergence.ts";
import { stepsOf, type Effect, type InputEntry, type JournalStep } from "./effect.ts";
import { RecordComparison } from "./record-comparison.ts";
import { ReplayTape, type LivePorts } from "./replay-tape.ts";
import { RowCursor } from "./row-cursor.ts";

/** What a runtime is built on while its run is replayed, instead of a file and a venue. */
export interface ReplayParts {
  readonly journal: KernelJournal;
  readonly gateway: OrderGateway;
  /** To be added to those of the run. */
  readonly observers: readonly KernelObserver[];
}

export interface ReplayOptions {
  readonly journal: KernelJournalReader;
  /** Builds the run's runtime anew: same bots, configuration and seed. */
  readonly createRuntime: (parts: ReplayParts) => Runtime;
  /** Where rows are read again that the journal holds by reference. */
  readonly source?: MarketDataSource | null | undefined;
  /** Ids of placements that the run was killed before it wrote down: the real gateway's. */
  readonly venueOrderIdOf?: OrderGateway["venueOrderIdOf"] | undefined;
  /** Whether the journal's records are compared too, where it keeps any; true by default. */
  readonly comparesRecords?: boolean | undefined;
  /** Hands rows on in other pieces than they come in. */
  readonly cutRows?:
    | ((batch: MarketDataBatch, apply: (batch: MarketDataBatch) => void) => void)
    | undefined;
  /** Called every few thousand inputs, with how many rows have been fed. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

/** What a replay was fed and what it came to. */
export interface ReplayResult {
  readonly runtime: Runtime;
  /** `null` where the replay did what its run did, as far as the journal goes. */
  readonly divergence: Divergence | null;
  readonly counts: ReplayCounts;
  /** Kernel events of the replay. */
  readonly events: number;
  readonly stateHash: string;
  /** Effects of the last input that the run had not written when it was killed; none was sent. */
  readonly unwritten: readonly Effect[];
  /** Orders that may have been sent, and whose answer is not in the journal. */
  readonly unanswered: readonly OrderPlacement[];
  /** Cancellations of which the same holds. */
  readonly unansweredCancels: readonly CancelRequest[];
  /**
   * Lets the runtime go on where the journal ends, with a real journal and venue. `unwritten` is
   * written and sent now; the venue is asked about `unanswered`, and sent what it never had.
   *
   * @param nowMs - present time, which kernel time will follow; kernel time without it
   * @throws what the journal throws; nothing has been sent then
   */
  readonly resume: (live: LivePorts, nowMs?: EpochMs) => ResumeReport | null;
}

export interface ReplayCounts {
  rows: number;
  times: number;
  reports: number;
  commands: number;
  placements: number;
  cancellations: number;
  requests: number;
  checkpoints: number;
  /** Records of the journal that the replay has made again. */
  records: number;
}

/** Inputs between two calls of `onProgress`. */
const PROGRESS_INPUTS = 4_096;

/**
 * Puts a journal's inputs into a runtime built anew and holds what it does against what the journal
 * says: every order, cancellation and request, every state hash, every record. Nothing is sent.
 *
 * A run is taken up again by the same function: with the result's runtime, which then stands where
 * the journal ends.
 *
 * @throws PolytradersError what reading the journal throws, and STORE_SOURCE_CHANGED
 */
export async function replayJournal(options: ReplayOptions): Promise<ReplayResult> {
  const replay = new Replay(options);
  let divergence: Divergence | null = null;
  try {
    await replay.run();
  } catch (error) {
    if (!(error instanceof ReplayDiverged)) throw error;
    ({ divergence } = error);
  } finally {
    await replay.close();
  }
  return replay.result(divergence);
}

class Replay {
  readonly #options: ReplayOptions;
  readonly #tape: ReplayTape;
  readonly #records: RecordComparison | null;
  readonly #runtime: Runtime;
  readonly #cursor: RowCursor;
  readonly #apply: (batch: MarketDataBatch) => void;
  /** Placements and cancellations that the journal holds. */
  readonly #journalledIds = new Set<string>();
  readonly #unanswered = new Map<string, OrderPlacement>();
  readonly #unansweredCancels = new Map<string, CancelRequest>();
  readonly #counts: ReplayCounts = {
    rows: 0,
    times: 0,
    reports: 0,
    commands: 0,
    placements: 0,
    cancellations: 0,
    requests: 0,
    checkpoints: 0,
    records: 0,
  };

  constructor(options: ReplayOptions) {
    const { journal, cutRows, comparesRecords = true } = options;
    this.#options = options;
    const tape = new ReplayTape(options.venueOrderIdOf);
    this.#tape = tape;
    this.#records = comparesRecords
      ? new RecordComparison(
          journal.records(),
          journal.recordKinds(),
          journal.isClosed,
          () => tape.equalUpTo,
        )
      : null;
    const runtime = options.createRuntime({
      journal: tape.journal,
      gateway: tape.gateway,
      observers: this.#records === null ? [] : [this.#records.observer],
    });
    this.#runtime = runtime;
    this.#cursor = new RowCursor(options.source ?? null);
    const apply = (batch: MarketDataBatch): void => runtime.apply(batch);
    this.#apply = cutRows === undefined ? apply : (batch) => cutRows(batch, apply);
  }

  async run(): Promise<void> {
    const { journal } = this.#options;
    let inputs = 0;
    for (const step of stepsOf(journal.entries(), journal.isClosed)) {
      this.#tape.expect(step.effects, step.isCutOff);
      const { input } = step;
      if (
        input.kind === "rows" &&
        input.rows.batch === null &&
        !this.#cursor.holds(input.rows.rowCount)
      ) {
        await this.#cursor.feed(input.rows, this.#apply);
        this.#counts.rows += input.rows.rowCount;
      } else this.#feed(input);
      this.#settle(step);
      inputs += 1;
      if (inputs % PROGRESS_INPUTS === 0) this.#options.onProgress?.(this.#counts.rows);
    }
    this.#records?.finish();
  }

  async close(): Promise<void> {
    await this.#cursor.close();
  }

  result(divergence: Divergence | null): ReplayResult {
    const { kernel } = this.#runtime;
    return {
      runtime: this.#runtime,
      divergence,
      counts: { ...this.#counts, records: this.#records?.comparedCount ?? 0 },
      events: kernel.sequence,
      stateHash: kernel.stateHash,
      unwritten: this.#tape.unwritten,
      unanswered: [...this.#unanswered.values()],
      unansweredCancels: [...this.#unansweredCancels.values()],
      resume: (live, nowMs = kernel.nowMs) => {
        this.#tape.goLive(live);
        const { desk } = this.#runtime;
        return desk?.resume(this.#tape.gateway, this.#journalledIds, { nowMs }) ?? null;
      },
    };
  }

  #feed(input: InputEntry): void {
    const counts = this.#counts;
    switch (input.kind) {
      case "run":
        return;
      case "rows":
        counts.rows += input.rows.rowCount;
        if (input.rows.batch === null) return this.#cursor.feedHeld(input.rows, this.#apply);
        return this.#apply(input.rows.batch);
      case "time":
        counts.times += 1;
        return this.#runtime.advanceTo(input.timeMs);
      case "report":
        counts.reports += 1;
        this.#noteAnswer(input.report);
        return this.#runtime.report(input.report);
      case "command":
        counts.commands += 1;
        return this.#runtime.command(input.command);
    }
  }

  #noteAnswer(report: VenueReport): void {
    if (report.kind === "order_answered") this.#unanswered.delete(report.placementId);
    if (report.kind === "cancel_answered") this.#unansweredCancels.delete(report.cancelId);
  }

  #settle({ effects }: JournalStep): void {
    const { kernel } = this.#runtime;
    this.#tape.settle(kernel, () => kernel.finish());
    this.#records?.settle();
    for (const effect of effects) this.#count(effect);
  }

  #count(effect: Effect): void {
    const counts = this.#counts;
    if (effect.kind === "placement") {
      counts.placements += 1;
      this.#journalledIds.add(effect.placement.placementId);
      this.#unanswered.set(effect.placement.placementId, effect.placement);
    } else if (effect.kind === "cancellation") {
      counts.cancellations += 1;
      this.#journalledIds.add(effect.request.cancelId);
      this.#unansweredCancels.set(effect.request.cancelId, effect.request);
    } else if (effect.kind === "request") counts.requests += 1;
    else counts.checkpoints += 1;
  }
}
