import { createHash } from "node:crypto";
import type { AuditRecord, KernelObserver } from "@polytraders/core";

/** Hashes in one block of memory. */
const BLOCK_HASHES = 65_536;

/** State hashes after each event of a kernel: eight bytes for each. */
export class HashTrace {
  readonly observer: KernelObserver = { onAudit: (record) => this.#note(record) };
  readonly #blocks: Uint32Array[] = [];
  readonly #other: HashTrace | null;
  #count = 0;
  #firstDifference: number | null = null;

  /** @param other - of a kernel that ran before, to compare with */
  constructor(other: HashTrace | null = null) {
    this.#other = other;
  }

  /** Events noted. */
  get count(): number {
    return this.#count;
  }

  /** Event after which the two differ first; `null` while they do not. */
  get firstDifference(): number | null {
    const other = this.#other;
    if (this.#firstDifference !== null || other === null) return this.#firstDifference;
    return this.#count === other.count ? null : Math.min(this.#count, other.count) + 1;
  }

  /** Hash after an event, as the kernel shows it; `null` for one that never came. */
  at(event: number): string | null {
    if (event < 1 || event > this.#count) return null;
    return [0, 1].map((half) => this.#half(event, half).toString(16).padStart(8, "0")).join("");
  }

  /** SHA-256 over all hashes in order, hexadecimal. */
  digest(): string {
    const hash = createHash("sha256");
    let left = this.#count;
    for (const block of this.#blocks) {
      const words = 2 * Math.min(left, BLOCK_HASHES);
      hash.update(new Uint8Array(block.buffer, 0, 4 * words));
      left -= words / 2;
    }
    return hash.digest("hex");
  }

  #note({ stateHash }: AuditRecord): void {
    const at = this.#count % BLOCK_HASHES;
    if (at === 0) this.#blocks.push(new Uint32Array(2 * BLOCK_HASHES));
    const block = this.#blocks.at(-1);
    if (block === undefined) return;
    block[2 * at] = Number.parseInt(stateHash.slice(0, 8), 16);
    block[2 * at + 1] = Number.parseInt(stateHash.slice(8), 16);
    this.#count += 1;
    if (this.#firstDifference !== null || this.#other === null) return;
    const isSame = this.#other.#isAt(this.#count, block, at);
    if (!isSame) this.#firstDifference = this.#count;
  }

  #isAt(event: number, block: Uint32Array, at: number): boolean {
    if (event > this.#count) return false;
    return [0, 1].every((half) => this.#half(event, half) === block[2 * at + half]);
  }

  #half(event: number, half: number): number {
    const index = event - 1;
    const block = this.#blocks[Math.floor(index / BLOCK_HASHES)];
    return block?.[2 * (index % BLOCK_HASHES) + half] ?? 0;
  }
}
