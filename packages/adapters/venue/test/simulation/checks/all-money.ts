import { HOUSE_ACCOUNTS } from "../../../src/accounts/house-accounts.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { FIRST_DEPOSIT } from "../simulated-world.ts";
import { WALLETS } from "../wallets.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** No dollar is made or lost: what all accounts have is what was paid in and not paid out. */
export function checkAllMoney({ exchange }: Venue): SimulationCheck {
  const sumNow = (): number => {
    const names = new Set([...exchange.accounts(), ...HOUSE_ACCOUNTS]);
    let sum = 0;
    for (const name of names) sum += exchange.balance(name, null);
    return sum;
  };
  const told = new Map(exchange.accounts().map((name) => [name, exchange.balance(name, null)]));
  let paidIn = sumNow();
  demand(paidIn >= WALLETS.length * FIRST_DEPOSIT, () => "the first deposits are missing");
  exchange.subscribe((event) => {
    if (event.kind !== "balance_changed" || event.tokenId !== null) return;
    const change = event.balance - (told.get(event.account) ?? 0);
    told.set(event.account, event.balance);
    // Reward money is paid in as it is paid out.
    if (["deposit", "withdrawal", "reward"].includes(event.cause)) paidIn += change;
  });
  return {
    atCheckpoint: () => {
      const sum = sumNow();
      demand(sum === paidIn, () => `${sum} micro-pUSD exist, ${paidIn} were paid in`);
    },
  };
}
