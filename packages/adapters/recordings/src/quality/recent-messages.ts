import type { CaptureMessage } from "../capture/capture-message.ts";

/** Messages that are certainly remembered, per market. */
const REMEMBERED_MESSAGES = 1024;

/**
 * Recognises a message that repeats an earlier one: same token, type, hash, time and rows. It
 * remembers the last 1,024 to 2,047 messages by a 53-bit fingerprint, so memory stays bounded.
 */
export class RecentMessages {
  private current = new Set<number>();
  private previous: ReadonlySet<number> | undefined;

  isRepeat(message: CaptureMessage): boolean {
    const print = fingerprint(message);
    if (this.current.has(print) || this.previous?.has(print) === true) return true;
    this.current.add(print);
    if (this.current.size >= REMEMBERED_MESSAGES) {
      this.previous = this.current;
      this.current = new Set();
    }
    return false;
  }
}

/** Two independent 32-bit FNV-1a style hashes folded into one safe integer. */
function fingerprint(message: CaptureMessage): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  const mix = (value: number): void => {
    high = Math.imul(high ^ value, 0x01000193);
    low = Math.imul(low ^ value, 0x5bd1e995) ^ (low >>> 15);
  };
  const mixText = (text: string): void => {
    for (let index = 0; index < text.length; index += 1) mix(text.charCodeAt(index));
    mix(0x10000);
  };
  const mixNumber = (value: number): void => {
    mix(value | 0);
    mix(Math.floor(value / 0x1_0000_0000));
  };
  mixText(message.type);
  mixText(message.tokenId);
  mixText(message.hash);
  mixNumber(message.exchangeTimeMs);
  for (const row of message.rows) {
    if (row.tokenId !== message.tokenId) mixText(row.tokenId);
    mixNumber(row.price * 2 + row.side);
    mixNumber(row.size);
  }
  return (high >>> 0) * 0x20_0000 + ((low >>> 0) & 0x1f_ffff);
}
