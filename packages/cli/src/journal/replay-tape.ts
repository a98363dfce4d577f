import type { CancelRequest, KernelJournal, OrderGateway, OrderPlacement } from "@polytraders/core";
import { encodeExactJson } from "@polytraders/adapter-sqlite";
import { ReplayDiverged } from "./divergence.ts";
import { contentOf, type Effect, type EffectEntry } from "./effect.ts";

/** Where a runtime's effects go once it has been rebuilt. */
export interface LivePorts {
  readonly journal: KernelJournal;
  readonly gateway: OrderGateway;
}

/**
 * Stands in for a run's journal and venue while it is rebuilt: sends nothing, writes nothing, and
 * holds what the kernel does against what the journal says it did. After {@link goLive} it passes
 * everything on.
 */
export class ReplayTape {
  readonly journal: KernelJournal;
  readonly gateway: OrderGateway;
  /** Effects that came where the journal has none any more: the run was killed before it wrote them. */
  readonly unwritten: Effect[] = [];
  readonly #fallback: OrderGateway["venueOrderIdOf"] | null;
  #expected: readonly EffectEntry[] = [];
  #next = 0;
  #mayExceed = false;
  #equalUpTo = 0;
  #live: LivePorts | null = null;
  /** Thrown only once the kernel has come to rest: inside it, it would be taken for a failing disk. */
  #divergence: ReplayDiverged | null = null;

  /** @param fallback - ids of placements that the journal does not know */
  constructor(fallback: OrderGateway["venueOrderIdOf"] | null = null) {
    this.#fallback = fallback;
    this.journal = this.#createJournal();
    this.gateway = this.#createGateway();
  }

  /** Newest event after which the state hash was compared and equal. */
  get equalUpTo(): number {
    return this.#equalUpTo;
  }

  /**
   * Says what the kernel must do because of the input that it is given next.
   *
   * @param mayExceed - whether the run may have been killed before it wrote all of it
   */
  expect(effects: readonly EffectEntry[], mayExceed: boolean): void {
    this.#expected = effects;
    this.#next = 0;
    this.#mayExceed = mayExceed;
  }

  /**
   * Ends an input: everything expected must have come. Checkpoints that the kernel does not make
   * itself are held against where it stands.
   *
   * @param finish - closes a frame without its last row, as a source's end does
   * @throws ReplayDiverged
   */
  settle(
    kernel: { readonly sequence: number; readonly stateHash: string },
    finish: () => void,
  ): void {
    for (;;) {
      if (this.#divergence !== null) throw this.#divergence;
      const expected = this.#expected[this.#next];
      if (expected === undefined) return;
      if (expected.kind === "checkpoint") {
        if (kernel.sequence < expected.eventSequence) finish();
        this.#compare({
          kind: "checkpoint",
          eventSequence: kernel.sequence,
          stateHash: kernel.stateHash,
        });
      } else throw this.#differs(expected, null);
    }
  }

  /** From here on everything is passed on. */
  goLive(live: LivePorts): void {
    this.#live = live;
  }

  #compare(effect: Effect): void {
    if (this.#divergence !== null) return;
    const expected = this.#expected[this.#next];
    if (expected === undefined) {
      if (this.#mayExceed) this.unwritten.push(effect);
      else this.#divergence = this.#differs(null, effect);
      return;
    }
    if (!isSame(expected, effect)) {
      this.#divergence = this.#differs(expected, effect);
      return;
    }
    this.#next += 1;
    if (effect.kind === "checkpoint") this.#equalUpTo = effect.eventSequence;
  }

  #differs(expected: EffectEntry | null, effect: Effect | null): ReplayDiverged {
    const shown = effect ?? expected;
    return new ReplayDiverged({
      entry: expected?.sequence ?? (this.#expected.at(-1)?.sequence ?? 0) + 1,
      of: shown?.kind === "checkpoint" ? "checkpoint" : "effect",
      eventSequence: eventOf(expected) ?? eventOf(effect) ?? 0,
      equalUpTo: this.#equalUpTo,
      journalled: expected === null ? null : describe(expected),
      replayed: effect === null ? null : describe(effect),
    });
  }

  #venueOrderIdOf(placement: Omit<OrderPlacement, "venueOrderId">): string {
    for (let index = this.#next; index < this.#expected.length; index += 1) {
      const effect = this.#expected[index];
      if (effect?.kind !== "placement") continue;
      if (effect.placement.placementId === placement.placementId) {
        return effect.placement.venueOrderId;
      }
    }
    return this.#fallback?.(placement) ?? `unknown:${placement.placementId}`;
  }

  #createJournal(): KernelJournal {
    const effect = (made: Effect, live: (journal: KernelJournal) => void): void => {
      if (this.#live === null) this.#compare(made);
      else live(this.#live.journal);
    };
    const input = (live: (journal: KernelJournal) => void): void => {
      if (this.#live !== null) live(this.#live.journal);
    };
    return {
      rows: (batch) => input((live) => live.rows(batch)),
      time: (timeMs) => input((live) => live.time(timeMs)),
      report: (report) => input((live) => live.report(report)),
      command: (command) => input((live) => live.command(command)),
      placement: (placement) =>
        effect({ kind: "placement", placement }, (live) => live.placement(placement)),
      cancellation: (request: CancelRequest) =>
        effect({ kind: "cancellation", request }, (live) => live.cancellation(request)),
      request: (request, subjectId) =>
        effect({ kind: "request", request, subjectId }, (live) => live.request(request, subjectId)),
      checkpoint: (eventSequence, stateHash) => {
        const isExpected = this.#expected[this.#next]?.kind === "checkpoint";
        if (this.#live === null && !isExpected) return;
        effect({ kind: "checkpoint", eventSequence, stateHash }, (live) =>
          live.checkpoint(eventSequence, stateHash),
        );
      },
      sync: () => this.#live?.journal.sync(),
    };
  }

  #createGateway(): OrderGateway {
    return {
      venueOrderIdOf: (placement) =>
        this.#live?.gateway.venueOrderIdOf(placement) ?? this.#venueOrderIdOf(placement),
      place: (placement) => this.#live?.gateway.place(placement),
      cancel: (request) => this.#live?.gateway.cancel(request),
      reconcile: (venueOrderId) => this.#live?.gateway.reconcile(venueOrderId),
      redeem: (marketId) => this.#live?.gateway.redeem(marketId),
      checkBalances: (tokenIds) => this.#live?.gateway.checkBalances(tokenIds),
    };
  }
}

function isSame(expected: EffectEntry, effect: Effect): boolean {
  return (
    expected.kind === effect.kind &&
    encodeExactJson(contentOf(expected), "") === encodeExactJson(contentOf(effect), "")
  );
}

function describe(effect: Effect): unknown {
  return { kind: effect.kind, content: contentOf(effect) };
}

function eventOf(effect: Effect | null): number | undefined {
  if (effect === null || effect.kind === "request") return undefined;
  if (effect.kind === "checkpoint") return effect.eventSequence;
  return effect.kind === "placement"
    ? effect.placement.eventSequence
    : effect.request.eventSequence;
}
