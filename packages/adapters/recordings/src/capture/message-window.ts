import type { CaptureMessage, CaptureRow } from "./capture-message.ts";

/** Messages that may still be added to; more writers than this to one file are not expected. */
const WINDOW_MESSAGES = 8;

/**
 * Holds the newest messages of a file back for a moment, so that a book whose rows two writers
 * interleaved with others can be put together again. Messages leave in the order they began in.
 */
export class MessageWindow {
  private readonly pending: CaptureMessage[] = [];
  private readonly emit: (message: CaptureMessage) => void;

  constructor(emit: (message: CaptureMessage) => void) {
    this.emit = emit;
  }

  add(message: CaptureMessage): void {
    this.pending.push(message);
    if (this.pending.length <= WINDOW_MESSAGES) return;
    const oldest = this.pending.shift();
    if (oldest !== undefined) this.emit(oldest);
  }

  /**
   * The newest book with this key that does not have the row's level yet. A level it does have
   * means that the same book was sent again: that is a message of its own.
   */
  interruptedBook(
    tokenId: string,
    hash: string,
    exchangeTimeMs: number,
    { side, price }: Pick<CaptureRow, "side" | "price">,
  ): CaptureMessage | undefined {
    const book = this.pending.findLast(
      (message) =>
        message.type === "book" &&
        message.tokenId === tokenId &&
        message.hash === hash &&
        message.exchangeTimeMs === exchangeTimeMs,
    );
    const hasLevel = book?.rows.some((row) => row.side === side && row.price === price);
    return hasLevel === false ? book : undefined;
  }

  flush(): void {
    for (const message of this.pending) this.emit(message);
    this.pending.length = 0;
  }
}
