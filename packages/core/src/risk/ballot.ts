import { MODES, VOTES, type Mode, type Severity, type Vote } from "../bot/vocabulary.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { RiskRefusal } from "./runtime-reasons.ts";

/** One line of a vote's record. */
export type VoteSummary = RiskDecision["votes"][number];

/** Why an intent does not pass: a guard's own vote, or a refusal in the risk module's name. */
export type BallotRefusal =
  | { readonly by: string; readonly vote: VoteSummary; readonly severity: Severity }
  | { readonly by: string; readonly refusal: RiskRefusal };

/** How a vote ended. */
export interface Ballot {
  /** The intent as every guard has let it pass; `null` when it does not. */
  readonly granted: OrderIntent | null;
  readonly refusal: BallotRefusal | null;
  readonly votes: readonly VoteSummary[];
}

const VOTE_NUMBER = numbered(VOTES);
const MODE_NUMBER = numbered(MODES);

/** The same few lines come up over and over: each is made once per guard. */
export class VoteSummaries {
  readonly #byNumber: (VoteSummary | undefined)[] = [];

  of(
    botId: string,
    mode: Mode,
    decision: Vote,
    reasonCode: string,
    reasonIndex: number,
  ): VoteSummary {
    const number =
      (reasonIndex * VOTES.length + VOTE_NUMBER[decision]) * MODES.length + MODE_NUMBER[mode];
    return (this.#byNumber[number] ??= Object.freeze({ botId, mode, decision, reasonCode }));
  }
}

/** Number of a vote, for the state hash. */
export function voteNumber(decision: Vote): number {
  return VOTE_NUMBER[decision];
}

function numbered<N extends string>(names: readonly N[]): Readonly<Record<N, number>> {
  const entries = names.map((name, index) => [name, index] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
  return Object.fromEntries(entries) as Record<N, number>;
}
