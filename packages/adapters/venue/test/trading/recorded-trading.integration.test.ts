import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MICRO, type KernelEvent, type MarketDataSource } from "@polytraders/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// The one adapter that reads captures: by its sources, for this test only.
import { openData } from "../../../recordings/src/index.ts";
import { openReplaySession } from "../../src/trading/replay-session.ts";
import type { SessionLatency } from "../../src/trading/session-options.ts";
import { booksAtVenue, booksOf, heldIn } from "./reported-books.ts";
import { chanceTrader } from "./chance-trader.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";

const folder = join(
  process.env["POLYTRADERS_DATA_DIR"] ??
    resolve(import.meta.dirname, "../../../../../../shared/data"),
  "ws-market-mlb",
);
const games = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".csv.gz"))
  : [];
const CASH = 20_000 * MICRO;

type Book = Extract<KernelEvent, { kind: "frame" }>["market"]["book"];

/** Everything that a side of a book has ever shown at each price: what was there, and what was added. */
class EverShown {
  readonly #sizes = new Map<number, number>();
  readonly #shown = new Map<number, number>();

  see(book: Book): void {
    for (const side of [0, 1] as const) {
      const ladder = side === 0 ? book.bids : book.asks;
      for (let price = book.gridStep; price < 10_000; price += book.gridStep) {
        const size = ladder.sizes[price / book.gridStep] ?? 0;
        const key = price * 2 + side;
        const before = this.#sizes.get(key) ?? 0;
        if (size === before) continue;
        this.#sizes.set(key, size);
        if (size > before) this.#shown.set(key, (this.#shown.get(key) ?? 0) + size - before);
      }
    }
  }

  at(side: 0 | 1, price: number): number {
    return this.#shown.get(price * 2 + side) ?? 0;
  }
}

async function trade(source: MarketDataSource, latency: SessionLatency = {}) {
  const session = await openReplaySession({ source, cashMicroUsd: CASH, latency });
  const shown = session.markets.map(() => new EverShown());
  const tape = session.markets.map(() => 0);
  const chance = chanceTrader(17, 25);
  const kernel = new ScriptedKernel(session, (event, bot) => {
    if (event.kind === "frame") {
      const { index, book } = event.market;
      shown[index]?.see(book);
      for (const { size } of event.trades) tape[index] = (tape[index] ?? 0) + size;
    }
    chance(event, bot);
  });
  session.attach(kernel);
  await session.runUntil(Number.POSITIVE_INFINITY);
  const unsettledCount = await session.finish();
  session.venue.exchange.audit();
  return { session, kernel, shown, tape, unsettledCount };
}

describe.skipIf(games.length === 0)("trading on recorded games", () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "polytraders-recorded-trading-"));
  let source: MarketDataSource;
  beforeAll(async () => {
    source = await openData(
      games.map((name) => join(folder, name)),
      { cacheDir },
    );
  });
  afterAll(() => {
    rmSync(cacheDir, { recursive: true, force: true });
  });

  it("never takes more than was ever shown, and accounts for all of it", async () => {
    const { session, kernel, shown, unsettledCount } = await trade(source);
    const taken = new Map<string, number>();
    const fills = kernel.of("trade_changed").filter(({ settlement }) => settlement === "MATCHED");
    for (const { role, tokenId, side, price, size } of fills) {
      if (role === "maker") continue;
      const index = session.markets.findIndex(({ tokenIds }) => tokenIds.includes(tokenId));
      const isFirst = session.markets[index]?.tokenIds[0] === tokenId;
      // Who buys the first token or sells the second takes asks of the first one's view.
      const bookSide = (side === "BUY") === isFirst ? 1 : 0;
      const bookPrice = isFirst ? price : 10_000 - price;
      const key = `${index} ${bookSide} ${bookPrice}`;
      taken.set(key, (taken.get(key) ?? 0) + size);
      expect(taken.get(key)).toBeLessThanOrEqual(shown[index]?.at(bookSide, bookPrice) ?? 0);
    }
    expect(taken.size).toBeGreaterThan(50);
    expect(fills.filter(({ role }) => role === "maker").length).toBeGreaterThan(20);
    expect(unsettledCount).toBe(0);
    const told = booksOf(session, kernel.heard);
    expect(told.cashMicroUsd).toBe(booksAtVenue(session).cashMicroUsd);
    expect(heldIn(told)).toEqual(heldIn(booksAtVenue(session)));
  });

  it("comes to the same twice, and to something else with latency", async () => {
    const latency: SessionLatency = {
      order: { kind: "lognormal", p50Ms: 40, p99Ms: 180 },
      cancel: { kind: "constant", ms: 35 },
      answer: { kind: "sampled", measuredMs: [18, 21, 22, 40] },
    };
    const hashes = new Set<string>();
    for (const chosen of [{}, {}, latency, latency]) {
      const { kernel } = await trade(source, chosen);
      hashes.add(kernel.kernel.stateHash);
    }
    expect(hashes.size).toBe(2);
  });
});
