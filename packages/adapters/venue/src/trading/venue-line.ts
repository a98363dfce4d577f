import type { EpochMs } from "@polytraders/core";
import type { GatewayAnswer } from "../gateway/gateway.ts";
import type { LatentLink } from "../latency/latent-link.ts";
import type { VenueTime } from "../latency/venue-time.ts";
import type { TimedAnswer } from "./answer-reports.ts";
import type { MomentRounds } from "./moment-rounds.ts";

const ANSWER_TIMEOUT_MS = 5_000;

type Kind = "order" | "cancel";

/** Everything that is sent to a venue: late, in order, and given up when no answer comes. */
export class VenueLine {
  readonly #time: VenueTime;
  readonly #link: LatentLink;
  readonly #rounds: MomentRounds | undefined;
  readonly #answerTimeoutMs: number;
  #unansweredCount = 0;

  constructor(options: {
    readonly time: VenueTime;
    readonly link: LatentLink;
    readonly rounds: MomentRounds | undefined;
    readonly answerTimeoutMs: number | undefined;
  }) {
    this.#time = options.time;
    this.#link = options.link;
    this.#rounds = options.rounds;
    this.#answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  }

  /** Messages that were not answered so far. */
  get unansweredCount(): number {
    return this.#unansweredCount;
  }

  /**
   * Sends a message that is answered in any case. It leaves at this moment, or at the next one when
   * this one has had its turns.
   */
  send<Answer>(
    kind: Kind,
    command: (respond: (answer: Answer) => void) => void,
    receive: (answer: Answer) => void,
  ): void {
    this.#unansweredCount += 1;
    const send = (): void => {
      this.#link.send<Answer>(kind, command, (answer) => {
        this.#unansweredCount -= 1;
        receive(answer);
      });
    };
    const { nowMs } = this.#time;
    if (this.#rounds?.isOver(nowMs) === true) this.#time.schedule(nowMs + 1, send);
    else send();
  }

  /** Sends a request of the venue's interface; one that is never answered is given up in time. */
  ask(
    kind: Kind,
    request: (respond: (answer: GatewayAnswer | null) => void) => void,
    receive: (answered: TimedAnswer) => void,
  ): void {
    const giveUpAtMs: EpochMs = this.#time.nowMs + this.#answerTimeoutMs;
    this.send<TimedAnswer>(
      kind,
      (respond) => request((answer) => respond({ answer, atMs: this.#time.nowMs })),
      (answered) => {
        if (answered.answer !== null) return receive(answered);
        this.#unansweredCount += 1;
        this.#time.schedule(giveUpAtMs, () => {
          this.#unansweredCount -= 1;
          receive(answered);
        });
        return undefined;
      },
    );
  }
}
