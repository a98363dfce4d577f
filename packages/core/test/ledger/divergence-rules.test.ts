import { expect, it } from "vitest";
import { Account, micro } from "./account.ts";

function levelAt(actualUsd: number, options: ConstructorParameters<typeof Account>[0]): unknown {
  const account = new Account(options);
  account.deposit(100);
  account.ledger.checkCash(micro(actualUsd), account.cause);
  return account.view.newestEntries(1)[0];
}

it.each([
  [98, undefined, "OK"],
  [97.999999, undefined, "WARN"],
  [90, undefined, "WARN"],
  [89.999999, undefined, "AUTO_CORRECT"],
  [97.999999, { warnShare: 0.05, correctShare: 0.5 }, "OK"],
  [89.999999, { warnShare: 0.05, correctShare: 0.5 }, "WARN"],
  [49.999999, { warnShare: 0.05, correctShare: 0.5 }, "AUTO_CORRECT"],
])("100 pUSD in the books and %d on the chain, rules %o: %s", (actualUsd, rules, level) => {
  const options = rules === undefined ? {} : { divergenceRules: rules };
  expect(levelAt(actualUsd, options)).toMatchObject({ kind: "cash_checked", level });
});
