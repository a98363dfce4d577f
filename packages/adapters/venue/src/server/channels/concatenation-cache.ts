import { Buffer } from "node:buffer";

/**
 * Joins frames into one write. Clients that follow the same markets get the same frames in the same
 * turn, so the last result is kept and handed out again.
 */
export class ConcatenationCache {
  #frames: readonly Buffer[] = [];
  #joined: Buffer = Buffer.alloc(0);

  joined(frames: readonly Buffer[]): Buffer {
    const [only] = frames;
    if (frames.length === 1 && only !== undefined) return only;
    if (!this.#isLast(frames)) {
      this.#frames = frames;
      this.#joined = Buffer.concat(frames);
    }
    return this.#joined;
  }

  /** Forgets the last result, so that an idle venue holds no bytes. */
  clear(): void {
    this.#frames = [];
    this.#joined = Buffer.alloc(0);
  }

  #isLast(frames: readonly Buffer[]): boolean {
    const last = this.#frames;
    return last.length === frames.length && last.every((frame, index) => frame === frames[index]);
  }
}
