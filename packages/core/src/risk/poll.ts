import type { VoteConstraints, VoteDecision } from "../bot/decision.ts";
import type { Mode } from "../bot/vocabulary.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { Ballot, BallotRefusal, VoteSummary } from "./ballot.ts";
import type { Guard, GuardAnswer, GuardVote, IntentCause } from "./guard.ts";
import { refusal } from "./read-terms.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import type { RiskJournal, VoteSetting } from "./risk-journal.ts";
import type { RiskRefusal } from "./runtime-reasons.ts";
import { shapeIntent, type Holdings } from "./shape-intent.ts";

/** What the poll needs of the risk module. */
export interface PollHost {
  /** Halts and quarantines: what stands in the way of a strategy in a market, if anything. */
  readonly barrier: (botId: string, marketId: string) => RiskRefusal | null;
  /** Latches what a guard has quarantined. */
  readonly onQuarantine: (setting: VoteSetting, vote: VoteDecision) => void;
  readonly journal: RiskJournal;
  readonly holdings: Holdings;
}

/**
 * Asks the guards about one intent, in their order: kill switch guards, then the halts and
 * quarantines in force, then everybody else. The first refusal ends it; limits are applied before
 * the next guard sees the intent. A guard that gives no vote which counts has refused.
 */
export class Poll {
  readonly #host: PollHost;
  readonly #killSwitches: readonly Guard[];
  readonly #others: readonly Guard[];
  readonly #required: ReadonlySet<string>;
  /** Guards that must be in force and are not part of the run. */
  readonly #missing: readonly string[];

  constructor(host: PollHost, guards: readonly Guard[], requiredGuards: readonly string[]) {
    this.#host = host;
    this.#killSwitches = guards.filter(isKillSwitch);
    this.#others = guards.filter((guard) => !isKillSwitch(guard));
    this.#required = new Set(requiredGuards);
    this.#missing = requiredGuards.filter((id) => guards.every(({ botId }) => botId !== id));
  }

  /** Guards in the order in which they are asked. */
  get order(): readonly Guard[] {
    return [...this.#killSwitches, ...this.#others];
  }

  decide(intent: OrderIntent, market: MarketState, cause: IntentCause): Ballot {
    const round = new Round(this.#host, this.#required, intent, market, cause);
    round.askAll(this.#killSwitches);
    round.refuseAtBarrier();
    const [missing] = this.#missing;
    if (missing !== undefined) {
      round.refuse(RUNTIME_BOT_ID, refusal("RISK_GUARD_MISSING", `${missing} is not in the run`));
    }
    round.askAll(this.#others);
    return round.result();
  }
}

/** Ids of guards that are asked before anything else. */
function isKillSwitch({ botId }: Guard): boolean {
  return botId === "risk.killswitch" || botId === "risk.kill_switch";
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One intent on its way past the guards. */
class Round {
  readonly #host: PollHost;
  readonly #required: ReadonlySet<string>;
  readonly #market: MarketState;
  readonly #cause: IntentCause;
  readonly #votes: VoteSummary[] = [];
  #intent: OrderIntent;
  #refusal: BallotRefusal | null = null;
  #isFirst = true;
  /** One for all guards: what is recorded of it is copied. */
  #setting: Mutable<VoteSetting> | null = null;

  constructor(
    host: PollHost,
    required: ReadonlySet<string>,
    intent: OrderIntent,
    market: MarketState,
    cause: IntentCause,
  ) {
    this.#host = host;
    this.#required = required;
    this.#intent = intent;
    this.#market = market;
    this.#cause = cause;
  }

  result(): Ballot {
    const refused = this.#refusal;
    return {
      granted: refused === null ? this.#intent : null,
      refusal: refused,
      votes: this.#votes,
    };
  }

  refuse(by: string, reason: RiskRefusal): void {
    this.#refusal ??= { by, refusal: reason };
  }

  refuseAtBarrier(): void {
    if (this.#refusal !== null) return;
    const { botId, marketId } = this.#intent;
    const barrier = this.#host.barrier(botId, marketId);
    if (barrier !== null) this.refuse(RUNTIME_BOT_ID, barrier);
  }

  askAll(guards: readonly Guard[]): void {
    for (const guard of guards) {
      if (this.#refusal !== null) return;
      if (guard.watches(this.#market)) this.#ask(guard);
      else if (this.#required.has(guard.botId)) {
        const found = `${guard.botId} does not watch ${this.#intent.marketId}`;
        this.refuse(RUNTIME_BOT_ID, refusal("RISK_GUARD_MISSING", found));
      }
    }
  }

  #ask(guard: Guard): void {
    const mode = guard.modeFor(this.#market);
    const isInForce = mode === "enforced" || mode === "quarantine";
    if (!isInForce && this.#required.has(guard.botId)) {
      this.refuse(
        RUNTIME_BOT_ID,
        refusal("RISK_GUARD_MISSING", `${guard.botId} is in mode ${mode}`),
      );
    }
    if (mode === "off") return;
    const setting = this.#settingOf(guard, mode);
    const answer = guard.obstacle(this.#market, this.#cause) ?? this.#put(guard);
    if ("found" in answer) {
      this.#votes.push(this.#host.journal.noVote(setting, answer));
      if (isInForce) this.refuse(guard.botId, answer);
      return;
    }
    const vote = this.#host.journal.vote(setting, answer);
    this.#votes.push(vote);
    if (isInForce && vote.decision !== "APPROVE") this.#count(setting, answer, vote);
    if (mode === "quarantine") this.#closeMarketIn(guard);
  }

  #put(guard: Guard): GuardAnswer {
    const answer = guard.ask(this.#intent, this.#market, this.#cause, this.#isFirst);
    this.#isFirst = false;
    return answer;
  }

  #count(setting: VoteSetting, { decision, severity }: GuardVote, vote: VoteSummary): void {
    const { guard, mode } = setting;
    if (vote.decision === "QUARANTINE") this.#host.onQuarantine(setting, decision);
    else if (mode === "quarantine") return;
    if (vote.decision === "RESHAPE_REQUIRED") this.#shape(guard, decision.constraints ?? {});
    else if (vote.decision !== "WARNING_ONLY") {
      this.#refusal ??= { by: guard.botId, vote, severity };
    }
  }

  #settingOf(guard: Guard, mode: Mode): VoteSetting {
    const present = this.#setting;
    if (present === null) {
      const made = {
        guard,
        mode,
        intent: this.#intent,
        market: this.#market,
        cause: this.#cause,
      };
      this.#setting = made;
      return made;
    }
    present.guard = guard;
    present.mode = mode;
    present.intent = this.#intent;
    return present;
  }

  /**
   * A guard in quarantine mode closes what it quarantines and lets the rest pass. A market that an
   * operator has put it into quarantine for is closed by that alone.
   */
  #closeMarketIn(guard: Guard): void {
    if (guard.generalMode === "quarantine") return;
    const { marketId } = this.#intent;
    this.refuse(guard.botId, refusal("RISK_QUARANTINED", `market ${marketId} in quarantine`));
  }

  #shape(guard: Guard, constraints: VoteConstraints): void {
    const shaped = shapeIntent(this.#intent, constraints, this.#market, this.#host.holdings);
    if ("intentId" in shaped) this.#intent = shaped;
    else this.refuse(guard.botId, shaped);
  }
}
