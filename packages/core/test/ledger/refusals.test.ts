import { describe, expect, it } from "vitest";
import {
  Ledger,
  type LedgerAnswer,
  type LedgerEntry,
  type LedgerFill,
  PolytradersError,
} from "../../src/index.ts";
import { Account, codeOf, micro } from "./account.ts";

function funded(): Account {
  const account = new Account({ finalFillsKeptMax: 3, idsKeptMax: 3, entriesKeptMax: 5 });
  account.deposit(1_000);
  account.list("m");
  account.fill("BUY", "m-yes", 10, 0.5);
  return account;
}

const SALE: LedgerFill = {
  fillId: "f",
  venueTradeId: "t",
  orderId: "o",
  tokenId: "m-yes",
  side: "SELL",
  role: "taker",
  price: 5_000,
  size: micro(5),
  feeMicroUsd: 0,
  settlement: "MATCHED",
  exchangeTimeMs: 0,
};

describe("impossible fills are refused with a code and change nothing", () => {
  const impossible: readonly (readonly [string, Partial<LedgerFill>, string])[] = [
    ["selling what is not held", { size: micro(10.000001) }, "LEDGER_TOKENS_INSUFFICIENT"],
    ["an unknown token", { tokenId: "other" }, "LEDGER_TOKEN_UNKNOWN"],
    ["a negative size", { size: -1 }, "LEDGER_FILL_INVALID"],
    ["a size of nothing", { size: 0 }, "LEDGER_FILL_INVALID"],
    ["a size that is not a number", { size: Number.NaN }, "LEDGER_FILL_INVALID"],
    ["an endless size", { size: Number.POSITIVE_INFINITY }, "LEDGER_FILL_INVALID"],
    ["a huge size", { side: "BUY", size: Number.MAX_SAFE_INTEGER }, "LEDGER_FILL_INVALID"],
    ["half a micro-share", { size: 0.5 }, "LEDGER_FILL_INVALID"],
    ["a price of a dollar", { price: 10_000 }, "LEDGER_FILL_INVALID"],
    ["a price of nothing", { price: 0 }, "LEDGER_FILL_INVALID"],
    ["a fee above the proceeds", { feeMicroUsd: micro(2.6) }, "LEDGER_FILL_INVALID"],
    ["a fee that is not a number", { feeMicroUsd: Number.NaN }, "LEDGER_FILL_INVALID"],
    ["a time that is not a number", { exchangeTimeMs: Number.NaN }, "LEDGER_FILL_INVALID"],
    ["no id", { fillId: "" }, "LEDGER_FILL_INVALID"],
  ];
  it.each(impossible)("%s", (_, change, code) => {
    const account = funded();
    const before = account.view.entriesHash;
    expect(codeOf(account.tell({ ...SALE, ...change }))).toBe(code);
    expect(account.view.entriesHash).toBe(before);
    expect(account.tell(SALE).status).toBe("booked");
  });

  it("a kernel time that is not a number", () => {
    const account = funded();
    account.nowMs = Number.NaN;
    expect(codeOf(account.tell(SALE))).toBe("LEDGER_AMOUNT_INVALID");
  });

  it("another content under a known id", () => {
    const account = funded();
    account.tell(SALE);
    const changed = { ...SALE, size: micro(4), settlement: "MINED" } as const;
    expect(codeOf(account.tell(changed))).toBe("LEDGER_FILL_CHANGED");
  });

  it("news that may be a fill the ledger has forgotten", () => {
    const account = funded();
    account.nowMs = 100;
    const first = account.fill("BUY", "m-yes", 1, 0.5);
    for (let count = 0; count < 3; count += 1) {
      account.nowMs += 100;
      account.fill("BUY", "m-yes", 1, 0.5);
    }
    expect(account.view.fill(first.fillId)).toBeNull();
    expect(codeOf(account.tell(first))).toBe("LEDGER_FILL_TOO_OLD");
    expect(account.view.heldSize("m-yes")).toBe(micro(14));
  });
});

describe("fills and their orders", () => {
  function withOrder(side: "BUY" | "SELL"): Account {
    const account = funded();
    const order = { orderId: "o", tokenId: "m-yes", side, price: 5_000, size: micro(8) } as const;
    account.ledger.reserveOrder({ ...order, feeMicroUsdMax: micro(0.8) }, account.cause);
    return account;
  }

  it("a fill of an order never sent is booked and reported", () => {
    const account = funded();
    expect(account.tell(SALE)).toMatchObject({
      status: "booked",
      notices: ["LEDGER_FILL_ORDER_NOT_SENT"],
      entry: { isOrderKnown: false },
    });
  });

  it("a fill of another token or side than its order is refused", () => {
    const account = withOrder("BUY");
    expect(codeOf(account.tell(SALE))).toBe("LEDGER_FILL_ORDER_MISMATCH");
  });

  it("a sale is limited by its order's shares, a purchase by its money", () => {
    const selling = withOrder("SELL");
    expect(codeOf(selling.tell({ ...SALE, size: micro(8.01) }))).toBe("LEDGER_FILL_EXCEEDS_ORDER");
    const buying = withOrder("BUY");
    const more = { ...SALE, side: "BUY", price: 4_000, size: micro(10) } as const;
    expect(buying.tell(more).status).toBe("booked");
    const again = { ...more, fillId: "g", size: micro(0.01) } as const;
    expect(codeOf(buying.tell(again))).toBe("LEDGER_FILL_EXCEEDS_ORDER");
  });

  it("what a failed fill had taken of an order may be filled again", () => {
    const account = withOrder("SELL");
    const sale = { ...SALE, size: micro(8) };
    account.tell(sale);
    const again = { ...sale, fillId: "g" };
    expect(codeOf(account.tell(again))).toBe("LEDGER_FILL_EXCEEDS_ORDER");
    account.tell(sale, "FAILED");
    expect(account.tell(again)).toMatchObject({ status: "booked", notices: [] });
  });

  it("an order promises money with fees until it is filled or over", () => {
    const account = withOrder("BUY");
    const { view } = account;
    expect(view.cash).toMatchObject({
      reservedMicroUsd: micro(4),
      reservedFeesMicroUsd: micro(0.8),
      availableMicroUsd: micro(995 - 4.8),
    });
    account.tell({ ...SALE, side: "BUY", size: micro(4) });
    expect(view.order("o")).toMatchObject({ openSize: micro(4), openNotionalMicroUsd: micro(2) });
    const end = { orderId: "o", status: "cancelled", filledSize: micro(6) } as const;
    expect(account.ledger.recordOrderUpdate(end, account.cause).status).toBe("booked");
    expect(account.ledger.recordOrderUpdate(end, account.cause).status).toBe("unchanged");
    // Two shares are filled whose fill has not been seen.
    expect(view.reservedBuysMicroUsd).toBe(micro(1));
    account.tell({ ...SALE, fillId: "g", side: "BUY", size: micro(2) });
    expect(view.reservedBuysMicroUsd).toBe(0);
    expect(view.openOrderCount).toBe(0);
  });

  it("a sell order promises shares, not money", () => {
    const account = withOrder("SELL");
    expect(account.view.reservedBuysMicroUsd).toBe(0);
    expect(account.view.sellableSize("m-yes")).toBe(micro(2));
    account.ledger.releaseOrder("o", account.cause);
    expect(account.view.sellableSize("m-yes")).toBe(micro(10));
  });

  it("orders that cannot be are refused", () => {
    const account = withOrder("BUY");
    const order = {
      orderId: "p",
      tokenId: "m-yes",
      side: "BUY",
      price: 5_000,
      size: micro(8),
      feeMicroUsdMax: 0,
    } as const;
    const reserve = (change: object): LedgerAnswer =>
      account.ledger.reserveOrder({ ...order, ...change }, account.cause);
    expect(codeOf(reserve({ price: 0 }))).toBe("LEDGER_ORDER_INVALID");
    expect(codeOf(reserve({ size: Number.NaN }))).toBe("LEDGER_ORDER_INVALID");
    expect(codeOf(reserve({ tokenId: "x" }))).toBe("LEDGER_TOKEN_UNKNOWN");
    expect(codeOf(account.ledger.releaseOrder("x", account.cause))).toBe("LEDGER_ORDER_UNKNOWN");
  });
});

describe("other impossible things", () => {
  it("spending or giving away more than there is", () => {
    const account = funded();
    const { ledger, cause } = account;
    const pair = { operationId: "p", marketId: "m" };
    expect(codeOf(account.deposit(-995.000001))).toBe("LEDGER_CASH_INSUFFICIENT");
    expect(codeOf(ledger.splitPairs({ ...pair, size: micro(996) }, cause))).toBe(
      "LEDGER_CASH_INSUFFICIENT",
    );
    expect(codeOf(ledger.mergePairs({ ...pair, size: 1 }, cause))).toBe(
      "LEDGER_TOKENS_INSUFFICIENT",
    );
    expect(codeOf(ledger.mergePairs({ ...pair, marketId: "x", size: 1 }, cause))).toBe(
      "LEDGER_MARKET_UNKNOWN",
    );
    expect(codeOf(ledger.redeem({ ...pair, sizes: null }, cause))).toBe("LEDGER_MARKET_UNRESOLVED");
    expect(codeOf(ledger.transferCash("x", Number.NaN, cause))).toBe("LEDGER_AMOUNT_INVALID");
    expect(codeOf(ledger.transferCash("x", 1e300, cause))).toBe("LEDGER_AMOUNT_INVALID");
  });

  it("a second listing or resolution that differs from the first", () => {
    const account = funded();
    const { ledger, cause } = account;
    expect(account.list("m").status).toBe("unchanged");
    const again = { marketId: "m", tokenIds: ["m-yes", "z"], negRisk: null } as const;
    expect(codeOf(ledger.listMarket(again, cause))).toBe("LEDGER_MARKET_CONFLICT");
    expect(codeOf(ledger.listMarket({ ...again, marketId: "n" }, cause))).toBe(
      "LEDGER_MARKET_CONFLICT",
    );
    expect(codeOf(ledger.resolveMarket("m", [9_000, 2_000], cause))).toBe(
      "LEDGER_RESOLUTION_INVALID",
    );
    expect(ledger.resolveMarket("m", [10_000, 0], cause).status).toBe("booked");
    expect(ledger.resolveMarket("m", [10_000, 0], cause).status).toBe("unchanged");
    expect(codeOf(ledger.resolveMarket("m", [5_000, 5_000], cause))).toBe(
      "LEDGER_RESOLUTION_CONTRADICTED",
    );
  });

  it("two winners in a set of which at most one wins", () => {
    const account = funded();
    for (const market of ["a", "b"]) account.list(market, "s");
    const { ledger, cause } = account;
    ledger.resolveMarket("a", [10_000, 0], cause);
    expect(codeOf(ledger.resolveMarket("b", [10_000, 0], cause))).toBe("LEDGER_RESOLUTION_INVALID");
    expect(ledger.resolveMarket("b", [0, 10_000], cause).status).toBe("booked");
  });

  it("a reset by nobody or for no reason", () => {
    const { ledger, cause } = funded();
    for (const order of [
      { operator: "", reason: "x" },
      { operator: "rita", reason: " " },
    ]) {
      expect(codeOf(ledger.resetPeak(order, cause))).toBe("LEDGER_OPERATOR_MISSING");
      expect(codeOf(ledger.resetHalt(order, cause))).toBe("LEDGER_OPERATOR_MISSING");
    }
  });

  it("entries that are not those of one ledger", () => {
    const entries: LedgerEntry[] = [];
    const account = new Account({ onEntry: (entry) => entries.push(entry) });
    account.deposit(100);
    account.list("m");
    account.fill("BUY", "m-yes", 10, 0.5);
    expect(() => Ledger.restore(entries.slice(1))).toThrow(PolytradersError);
    expect(() => Ledger.restore([...entries].toReversed())).toThrow("LEDGER_ENTRIES_BROKEN");
    const [first] = entries;
    const tampered = { ...first, amountMicroUsd: Number.NaN } as LedgerEntry;
    expect(() => Ledger.restore([tampered])).toThrow("LEDGER_INVARIANT_BROKEN");
    const renumbered = [entries[0], entries[2]].map((entry, sequence) => ({ ...entry, sequence }));
    expect(() => Ledger.restore(renumbered as LedgerEntry[])).toThrow("LEDGER_INVARIANT_BROKEN");
  });
});
