import { Dice } from "./dice.ts";
import type { Materials } from "./mutant-requests.ts";
import { absurdOrder, ACCOMPLICE, ATTACKER, plainOrder, walletHeaders } from "./wallets.ts";

/** Signs what the mutants of a seed are made of: always the same for one seed. */
export async function materialsOf(seed: number): Promise<Materials> {
  const dice = new Dice(seed, "materials");
  const plain = Array.from({ length: 150 }, (_, at) =>
    plainOrder(at % 5 === 4 ? ACCOMPLICE : ATTACKER, 1_000 + at, 1 + (at % 60)),
  );
  const absurd = Array.from({ length: 500 }, (_, at) => absurdOrder(dice, 10_000 + at));
  const proofs = Array.from({ length: 12 }, (_, nonce) => walletHeaders(ATTACKER, nonce));
  return {
    orders: await Promise.all(plain),
    absurdOrders: await Promise.all(absurd),
    walletHeaders: await Promise.all(proofs),
  };
}
