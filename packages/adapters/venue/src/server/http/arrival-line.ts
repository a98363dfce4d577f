/** Calls back once what it was asked to prepare is there. */
export type Preparation = (ready: () => void) => void;

interface Waiting {
  isReady: boolean;
  readonly pass: () => void;
}

/**
 * Lets requests pass in the order in which they came, also when something has to be prepared for
 * some of them first: the next one waits for the one before it.
 */
export class ArrivalLine {
  readonly #line: Waiting[] = [];
  #isMoving = false;

  /**
   * Runs `pass` when everything before it has passed and its preparation is done; at once where
   * there is nothing to wait for. `pass` must not throw.
   */
  enter(pass: () => void, prepare?: Preparation): void {
    if (prepare === undefined && this.#line.length === 0) return pass();
    const waiting: Waiting = { isReady: prepare === undefined, pass };
    this.#line.push(waiting);
    const ready = (): void => {
      waiting.isReady = true;
      this.#move();
    };
    try {
      prepare?.(ready);
    } catch {
      // What is wrong with it shows when its turn comes.
      ready();
    }
  }

  #move(): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    while (this.#line[0]?.isReady === true) this.#line.shift()?.pass();
    this.#isMoving = false;
  }
}
