import {
  buildCommand,
  buildReport,
  MemoryJournal,
  silentGateway,
  venueOrderIdOf,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import type {
  CancelRequest,
  KernelJournal,
  OrderGateway,
  OrderPlacement,
  Ports,
  VenueReport,
} from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO, WISH } from "./desk-bench.ts";

/** Points at which a process can die: before and after each thing it does to the outside. */
class Fuse {
  isBlown = false;
  points = 0;
  readonly #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  /** Does it, unless the process is dead by then. */
  pass(work: () => void): void {
    this.#tick();
    if (this.isBlown) return;
    work();
    this.#tick();
  }

  #tick(): void {
    if (this.points === this.#at) this.isBlown = true;
    this.points += 1;
  }
}

/**
 * A venue that outlives our crashes: it rests what it gets, fills every third order, and keeps what it
 * has said for whoever missed it.
 */
class LastingVenue implements OrderGateway {
  readonly said: VenueReport[] = [];
  readonly received = new Map<string, number>();
  readonly #states = new Map<string, "resting" | "filled" | "cancelled">();
  readonly #sizes = new Map<string, number>();

  venueOrderIdOf({ placementId }: Omit<OrderPlacement, "venueOrderId">): string {
    return venueOrderIdOf(placementId);
  }

  place({ venueOrderId, placementId, size }: OrderPlacement): void {
    this.received.set(venueOrderId, (this.received.get(venueOrderId) ?? 0) + 1);
    const isFilled = this.#states.size % 3 === 2;
    this.#states.set(venueOrderId, isFilled ? "filled" : "resting");
    this.#sizes.set(venueOrderId, size);
    const answer = isFilled ? "matched" : "resting";
    this.said.push(buildReport("order_answered", { placementId, venueOrderId, answer }));
    if (isFilled) this.#tellFill(venueOrderId, size);
  }

  cancel({ cancelId, venueOrderIds }: CancelRequest): void {
    const cancelled = venueOrderIds.filter((id) => this.#states.get(id) === "resting");
    for (const id of cancelled) this.#states.set(id, "cancelled");
    const notCancelled = venueOrderIds
      .filter((id) => !cancelled.includes(id))
      .map((venueOrderId) => ({ venueOrderId, reason: "not found" }));
    this.said.push(buildReport("cancel_answered", { cancelId, cancelled, notCancelled }));
  }

  reconcile(venueOrderId: string): void {
    const state = this.#states.get(venueOrderId) ?? "missing";
    const size = this.#sizes.get(venueOrderId) ?? 0;
    if (state === "filled") this.#tellFill(venueOrderId, size);
    const matchedSize = state === "filled" ? size : 0;
    this.said.push(buildReport("order_changed", { venueOrderId, state, matchedSize }));
  }

  redeem(): void {}
  checkBalances(): void {}

  #tellFill(venueOrderId: string, size: number): void {
    const fields = { venueOrderId, venueTradeId: `trade of ${venueOrderId}`, size };
    this.said.push(buildReport("trade_changed", fields));
  }
}

/** Two orders every frame; the oldest of them is taken back in every other one. */
function trade(frame: number, { intents, openOrders }: Ports): void {
  if (frame % 2 === 0) {
    const [oldest] = openOrders.inMarket("market-0");
    if (oldest !== undefined) intents.cancel(oldest.orderId);
  }
  for (const price of [4_000 + 100 * (frame % 5), 3_000]) {
    intents.propose({ intent: { ...WISH, price, size: 10 * MICRO }, reasonCode: "STRAT_WISH" });
  }
}

const FRAMES = 8;

interface Life {
  readonly bench: DeskBench;
  readonly hash: string;
}

/** Lives through all frames, or until the fuse blows. */
function live(
  bench: DeskBench,
  venue: LastingVenue,
  fuse: Fuse,
  fromFrame: number,
  heard: number,
): void {
  let next = heard;
  const drain = (): void => {
    for (; next < venue.said.length && !fuse.isBlown; next += 1) {
      const report = venue.said[next];
      if (report !== undefined) bench.report(report);
    }
  };
  drain();
  for (let frame = fromFrame; frame < FRAMES && !fuse.isBlown; frame += 1) {
    bench.showBook([0.4, 1_000 + frame], [0.6, 1_000]);
    drain();
  }
}

function fused(
  journal: KernelJournal,
  gateway: OrderGateway,
  fuse: Fuse,
): Pick<Parts, "journal" | "gateway"> {
  return {
    journal: {
      rows: (batch) => fuse.pass(() => journal.rows(batch)),
      time: (timeMs) => fuse.pass(() => journal.time(timeMs)),
      report: (report) => fuse.pass(() => journal.report(report)),
      command: (command) => fuse.pass(() => journal.command(command)),
      placement: (placement) => fuse.pass(() => journal.placement(placement)),
      cancellation: (request) => fuse.pass(() => journal.cancellation(request)),
      request: (kind, id) => fuse.pass(() => journal.request(kind, id)),
      checkpoint: (sequence, hash) => fuse.pass(() => journal.checkpoint(sequence, hash)),
      sync: () => fuse.pass(() => journal.sync()),
    },
    gateway: {
      venueOrderIdOf: (placement) => gateway.venueOrderIdOf(placement),
      place: (placement) => fuse.pass(() => gateway.place(placement)),
      cancel: (request) => fuse.pass(() => gateway.cancel(request)),
      reconcile: (id) => fuse.pass(() => gateway.reconcile(id)),
      redeem: (id) => fuse.pass(() => gateway.redeem(id)),
      checkBalances: (ids) => fuse.pass(() => gateway.checkBalances(ids)),
    },
  };
}
interface Parts {
  readonly journal: KernelJournal;
  readonly gateway: OrderGateway;
}

function firstLife(venue: LastingVenue, journal: MemoryJournal, fuse: Fuse): Life {
  const bench = new DeskBench({ ...fused(journal, venue, fuse), onBook: trade });
  live(bench, venue, fuse, 0, 0);
  return { bench, hash: bench.stateHash };
}

/** What outlives a crash is replayed, and life goes on from there. */
function secondLife(venue: LastingVenue, journal: MemoryJournal, isAllKept: boolean): Life {
  const fuse = new Fuse(Number.POSITIVE_INFINITY);
  if (isAllKept) journal.sync();
  const { durable } = journal;
  const after = new MemoryJournal();
  after.isMuted = true;
  const bench = new DeskBench({
    journal: after,
    gateway: silentGateway(venue),
    onBook: trade,
    isEnabled: false,
    isFunded: false,
  });
  const { runtime } = bench.run;
  let frames = 0;
  let heard = 0;
  for (const record of durable) {
    if (record.kind === "rows") {
      runtime.apply(record.batch);
      runtime.kernel.finish();
      frames += 1;
    } else if (record.kind === "time") runtime.advanceTo(record.timeMs);
    else if (record.kind === "command") runtime.command(record.command);
    else if (record.kind === "report") {
      runtime.report(record.report);
      if (record.report.kind !== "cash_transferred") heard += 1;
    }
  }
  if (!runtime.kernel.isTradingEnabled) runtime.command(buildCommand("enable_trading"));
  if (bench.desk.ledgerPort.cashMicroUsd === 0) {
    bench.report(buildReport("cash_transferred", { amountMicroUsd: DEPOSIT }));
  }
  after.isMuted = false;
  const { gateway } = fused(after, venue, fuse);
  bench.desk.resume(gateway, journal.durableIds);
  live(bench, venue, fuse, frames, heard);
  return { bench, hash: bench.stateHash };
}

const whole = firstLife(
  new LastingVenue(),
  new MemoryJournal(),
  new Fuse(Number.POSITIVE_INFINITY),
);

function pointsOf(): number {
  const fuse = new Fuse(Number.POSITIVE_INFINITY);
  firstLife(new LastingVenue(), new MemoryJournal(), fuse);
  return fuse.points;
}

describe("a run that is killed", () => {
  const points = pointsOf();

  it.each([
    ["and loses what was not synced", false],
    ["and keeps what was not synced", true],
  ])(
    "at any of its points of contact with the outside %s goes on all the same",
    (_name, isAllKept) => {
      expect(points).toBeGreaterThan(100);
      for (let point = 0; point < points; point += 1) {
        const venue = new LastingVenue();
        const journal = new MemoryJournal();
        firstLife(venue, journal, new Fuse(point));
        const { bench, hash } = secondLife(venue, journal, isAllKept);
        expect({
          point,
          sentTwice: [...venue.received].filter(([, count]) => count !== 1),
          hash,
          openOrders: bench.desk.listOpenOrders(),
          notices: bench.noticeCodes,
        }).toEqual({
          point,
          sentTwice: [],
          hash: whole.hash,
          openOrders: whole.bench.desk.listOpenOrders(),
          notices: whole.bench.noticeCodes,
        });
      }
    },
  );
});

describe("a resumed run", () => {
  const SILENT = {
    gateway: silentGateway({ venueOrderIdOf: ({ placementId }) => venueOrderIdOf(placementId) }),
  };

  /** A run that died after its order was written down, as far as the venue knows: not at all. */
  function resumed(
    options: { readonly nowMs?: number; readonly before?: (bench: DeskBench) => void } = {},
  ) {
    const bench = new DeskBench(SILENT);
    const [orderId = ""] = bench.wish({});
    options.before?.(bench);
    const { nowMs } = options;
    const report = bench.desk.resume(bench.gateway, bench.journal.durableIds, { nowMs });
    return { bench, orderId, report };
  }

  it("asks about an order without an answer, and sends it under its id where it never was", () => {
    const { bench, orderId, report } = resumed();
    expect(report).toEqual({ sentCount: 0, askedCount: 1, cancelCount: 0 });
    expect(bench.gateway.reconciles).toEqual([venueOrderIdOf(orderId)]);
    expect(bench.gateway.placements).toEqual([]);
    const before = bench.stateHash;
    bench.changed(orderId, "missing");
    bench.changed(orderId, "missing");
    expect(bench.gateway.placements.map(({ placementId }) => placementId)).toEqual([orderId]);
    expect(bench.stateHash).not.toBe(before);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "rejected 0"]);
  });

  it("does not send again what has rested meanwhile", () => {
    const { bench, orderId } = resumed();
    bench.changed(orderId, "resting");
    bench.advance(60_000);
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.statusesOf(orderId)).toEqual(["sent 0", "resting 0"]);
  });

  it.each([
    ["too old by now", { nowMs: 1_000_000 }],
    ["halted", { before: (bench: DeskBench) => bench.run.runtime.command(buildCommand("halt")) }],
    [
      "without leave to trade",
      { before: (bench: DeskBench) => bench.run.runtime.command(buildCommand("disable_trading")) },
    ],
    ["unknown before the crash", { before: (bench: DeskBench) => bench.advance(5_000) }],
  ])("does not send an order that is %s", (_name, options) => {
    const { bench, orderId } = resumed(options);
    bench.changed(orderId, "missing");
    expect(bench.gateway.placements).toEqual([]);
    expect(bench.statusesOf(orderId).at(-1)).toBe("rejected 0");
    expect(bench.desk.ledgerPort.availableMicroUsd).toBe(DEPOSIT);
  });

  it("sends what was never written down, after writing it down", () => {
    const bench = new DeskBench(SILENT);
    const [orderId = ""] = bench.wish({});
    bench.log.length = 0;
    const report = bench.desk.resume(bench.gateway, new Set());
    expect(report.sentCount).toBe(1);
    expect(bench.log).toEqual([
      `journal.placement ${orderId}`,
      "journal.sync",
      `gateway.place ${orderId}`,
    ]);
  });

  it("leaves alone what has just been handed over", () => {
    const bench = new DeskBench(SILENT);
    const ids = new Set(bench.wish({}));
    bench.desk.resume(bench.gateway, ids, { sentIds: ids });
    expect(bench.gateway.calls).toEqual([]);
  });

  it("asks for a cancellation and a redemption again that were not answered", () => {
    const bench = new DeskBench(SILENT);
    const [orderId = ""] = bench.wish({});
    bench.trade(orderId, 50, { settlement: "CONFIRMED" });
    bench.run.runtime.command(buildCommand("cancel_orders"));
    bench.report(buildReport("market_resolved", {}));
    bench.desk.resume(bench.gateway, bench.journal.durableIds);
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [venueOrderIdOf(orderId)] }]);
    expect(bench.gateway.redemptions).toEqual(["market-0"]);
  });
});
