/** Calls looked back on when deciding whether a bot keeps misbehaving. */
const LOOK_BACK_CALLS = 1_000;
/** Strikes within that many calls that a bot is allowed. */
const STRIKES_TOLERATED = 2;

/** Counts what went wrong among a bot's last thousand calls: once is news, three times is a habit. */
export class RecentStrikes {
  readonly #calls: number[] = [];

  /**
   * Notes that a call went wrong.
   *
   * @param callNumber - number of the call, rising
   * @returns true from the third strike within a thousand calls on
   */
  note(callNumber: number): boolean {
    const calls = this.#calls;
    calls.push(callNumber);
    while ((calls[0] ?? 0) <= callNumber - LOOK_BACK_CALLS) calls.shift();
    return calls.length > STRIKES_TOLERATED;
  }
}
