import { randomBytes } from "node:crypto";
import { signRecoverable } from "tiny-secp256k1";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SignerRecovery } from "../../src/server/orders/signer-recovery.ts";
import { recoverAddress } from "../../src/signing/recover-address.ts";

interface Signed {
  readonly digest: Uint8Array;
  readonly signature: string;
}

const KEY = new Uint8Array(32).fill(7);
const opened: SignerRecovery[] = [];
const defects: string[] = [];

afterEach(() => {
  for (const recovery of opened.splice(0)) recovery.close();
  const [defect] = defects.splice(0);
  if (defect !== undefined) throw new Error(defect);
});

function open(): SignerRecovery {
  const recovery = new SignerRecovery((error) => defects.push(String(error)));
  opened.push(recovery);
  return recovery;
}

/** Mostly good signatures; each seventh has a recovery bit that no client writes. */
function signatures(count: number): Signed[] {
  return Array.from({ length: count }, (_, index) => {
    const digest = new Uint8Array(randomBytes(32));
    const { signature, recoveryId } = signRecoverable(digest, KEY);
    const v = index % 7 === 6 ? 2 : 27 + recoveryId;
    const tail = v.toString(16).padStart(2, "0");
    return { digest, signature: `0x${Buffer.from(signature).toString("hex")}${tail}` };
  });
}

/** Gives it enough to do that its thread starts, and waits for that. */
async function makeBusy(recovery: SignerRecovery): Promise<void> {
  for (const { digest, signature } of signatures(64)) recovery.recover(digest, signature, () => {});
  await vi.waitFor(() => expect(recovery.hasThread).toBe(true), { timeout: 20_000 });
}

describe("signers of a busy venue's orders", () => {
  it("are the same ones, in the same order, in a thread as in line", async () => {
    const recovery = open();
    await makeBusy(recovery);
    const given = signatures(30);
    const found: { readonly index: number; readonly signer: string | null }[] = [];
    for (const [index, { digest, signature }] of given.entries()) {
      recovery.recover(digest, signature, (signer) => found.push({ index, signer }));
    }
    expect(found).toEqual([]);
    await vi.waitFor(() => expect(found).toHaveLength(given.length), { timeout: 20_000 });
    expect(found).toEqual(
      given.map(({ digest, signature }, index) => ({
        index,
        signer: recoverAddress(digest, signature),
      })),
    );
  });

  it("are found in line beyond what may wait, so that nothing piles up", async () => {
    const recovery = open();
    await makeBusy(recovery);
    let atOnce = 0;
    for (const { digest, signature } of signatures(100)) {
      recovery.recover(digest, signature, () => (atOnce += 1));
    }
    expect(atOnce).toBe(100 - 32);
  });

  it("are found in line when the thread has gone, those it was given included", async () => {
    const recovery = open();
    await makeBusy(recovery);
    const given = signatures(40);
    const found: (string | null)[] = [];
    for (const { digest, signature } of given.slice(0, 30)) {
      recovery.recover(digest, signature, (signer) => found.push(signer));
    }
    recovery.close();
    for (const { digest, signature } of given.slice(30)) {
      recovery.recover(digest, signature, (signer) => found.push(signer));
    }
    expect(found).toEqual(given.map(({ digest, signature }) => recoverAddress(digest, signature)));
  });
});
