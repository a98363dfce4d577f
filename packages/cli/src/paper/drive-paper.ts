import { PolytradersError, type OperatorCommand, type Runtime } from "@polytraders/core";
import type { TradingSession } from "@polytraders/venue";
import { OperatorInbox } from "../operator/operator-inbox.ts";
import { runStateOf, saveRunState } from "../operator/save-run-state.ts";
import type { RunState } from "../operator/run-state.ts";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import { beginTrading, type RunDriver, type RunWatch } from "../run/run-driver.ts";
import { takeOver, type EarlierRun } from "./earlier-run.ts";
import { pace, type PaceClock } from "./pace.ts";
import type { RepeatedJournal } from "./repeated-journal.ts";

/** How a paper run is driven. */
export interface PaperDrive {
  readonly session: TradingSession;
  readonly settings: RiskSettings;
  readonly rowCount: number | null;
  readonly speed: number;
  /** Session time to run for in all; until stopped where `null`. */
  readonly durationMs: number | null;
  readonly clock: PaceClock;
  /** Wall time, for people. */
  readonly wallNow: () => Date;
  readonly isStopped: () => boolean;
  /** The run that this one goes on with, and where it is written anew; `null` for a new one. */
  readonly earlier: { readonly run: EarlierRun; readonly journal: RepeatedJournal } | null;
  readonly onDamage: (message: string) => void;
  /** Told once the session goes on where nothing is known yet. */
  readonly onLive: (session: TradingSession) => void;
}

/** Wall time between two savings. */
const SAVE_MS = 1_000;

/** A simulated venue in wall time, with an ear for operators; saved each second. */
export function drivePaper(options: PaperDrive): RunDriver {
  const { session, rowCount } = options;
  return {
    gateway: session.gateway,
    rowCount,
    async drive(runtime, watch) {
      await new PaperLife(options, runtime, watch).live();
    },
  };
}

class PaperLife {
  readonly #options: PaperDrive;
  readonly #runtime: Runtime;
  readonly #watch: RunWatch;
  readonly #inbox: OperatorInbox;
  #waiting: OperatorCommand[] = [];
  /** Bytes of the inbox whose commands have been given: one that waits must be read again. */
  #givenPosition: number;
  #savedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: PaperDrive, runtime: Runtime, watch: RunWatch) {
    this.#options = options;
    this.#runtime = runtime;
    this.#watch = watch;
    const run = options.earlier?.run;
    this.#givenPosition = run?.inboxPosition ?? 0;
    this.#inbox = new OperatorInbox(watch.folder.path, {
      position: run?.inboxPosition ?? 0,
      appliedIds: run?.journal.commands.map(({ command }) => command.commandId) ?? [],
      onDamage: options.onDamage,
    });
  }

  async live(): Promise<void> {
    const { session, clock, speed, durationMs, isStopped, onLive } = this.#options;
    try {
      beginTrading(session, this.#runtime, "paper");
      await this.#repeat();
      onLive(session);
      const untilMs = durationMs === null ? Number.POSITIVE_INFINITY : session.startMs + durationMs;
      const onStep = (): Promise<void> => this.#onStep();
      await pace({ clock, session, speed, untilMs, isStopped, onStep });
      const isStoppedEarly = isStopped() && !session.isOver && session.nowMs < untilMs;
      if (!isStoppedEarly) await session.finish();
      this.#save(isStoppedEarly ? "stopped" : "finished");
    } finally {
      await session.close();
    }
  }

  /** Lives the earlier life again, up to and with everything that is written down of it. */
  async #repeat(): Promise<void> {
    const { session, earlier } = this.#options;
    if (earlier === null) return this.#save("running");
    const { run, journal } = earlier;
    // The first command enables trading: it has been given again already.
    for (const { atMs, command } of run.journal.commands.slice(1)) {
      await session.runUntil(atMs);
      this.#give(command);
    }
    await session.runUntil(Math.max(session.nowMs, run.lastTimeMs));
    while (!journal.isCaughtUp) {
      const nextMs = session.nextDueMs;
      if (nextMs === null) {
        throw new PolytradersError("RUN_RESUME_DIVERGED", {
          found: "an end before everything had happened again",
          place: { file: run.folder.path },
        });
      }
      await session.runUntil(nextMs);
    }
    takeOver(run, journal);
    this.#save("running");
  }

  async #onStep(): Promise<void> {
    this.#waiting.push(...this.#inbox.readNew());
    const { session } = this.#options;
    // Time passes before each command, so that the journal says when it was given.
    if (this.#waiting.length > 0 && session.nowMs > this.#runtime.kernel.nowMs) {
      for (const command of this.#waiting.splice(0)) this.#give(command);
      this.#givenPosition = this.#inbox.position;
      this.#save("running");
    }
    if (this.#options.clock.nowMs() - this.#savedAtMs >= SAVE_MS) {
      await this.#watch.rest();
      this.#save("running");
    }
  }

  #give(command: OperatorCommand): void {
    this.#runtime.advanceTo(this.#options.session.nowMs);
    this.#runtime.command(command);
  }

  /** The journal first: the state must not know more than it. */
  #save(status: RunState["status"]): void {
    const { settings, clock, wallNow } = this.#options;
    const { folder, journal } = this.#watch;
    const { desk } = this.#runtime;
    this.#savedAtMs = clock.nowMs();
    journal.sync();
    if (desk === null) return;
    const state = runStateOf({
      runId: folder.runId,
      verb: "paper",
      status,
      runtime: this.#runtime,
      ledger: desk.ledgerPort,
      openOrders: desk.openOrders,
      settings,
      inboxPosition: this.#givenPosition,
      writtenAt: wallNow(),
    });
    saveRunState(folder, state);
  }
}
