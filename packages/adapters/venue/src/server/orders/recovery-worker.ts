// A thread that recovers the signers of orders and does nothing else.
import { parentPort } from "node:worker_threads";
import { recoverAddress } from "../../signing/recover-address.ts";
import type { RecoveryBatch } from "./signer-recovery.ts";

const DIGEST_BYTES = 32;

parentPort?.on("message", ({ digests, signatures }: RecoveryBatch) => {
  const signers = signatures.map((signature, index) =>
    recoverAddress(digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES), signature),
  );
  tell(signers);
});
tell("ready");

function tell(message: "ready" | readonly (string | null)[]): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has none
  parentPort?.postMessage(message);
}
