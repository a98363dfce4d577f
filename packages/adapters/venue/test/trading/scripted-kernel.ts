import {
  Kernel,
  type KernelEvent,
  type MarketDefinition,
  type OrderGateway,
  type OrderPlacement,
  type VenueReport,
} from "@polytraders/core";
import type { KernelDriver } from "../../src/trading/kernel-driver.ts";

/** What a scripted bot says of an order; the rest is filled in. */
export interface Wish {
  readonly side?: "BUY" | "SELL";
  /** Price units. */
  readonly price: number;
  readonly shares: number;
  readonly token?: 0 | 1;
  readonly market?: number;
  readonly timeInForce?: OrderPlacement["timeInForce"];
  readonly isPostOnly?: boolean;
  readonly expiresAtMs?: number;
}

/** A report and the kernel time at which it came. */
export type Heard = VenueReport & { readonly heardAtMs: number };

/** A kernel whose only bot is a script, and that keeps what the venue reports. */
export class ScriptedKernel implements KernelDriver {
  readonly kernel: Kernel;
  readonly heard: Heard[] = [];
  readonly #markets: readonly MarketDefinition[];
  readonly #gateway: OrderGateway;
  #placed = 0;
  #cancelled = 0;

  constructor(
    session: { readonly markets: readonly MarketDefinition[]; readonly gateway: OrderGateway },
    script: (event: KernelEvent, kernel: ScriptedKernel) => void = () => undefined,
  ) {
    this.#markets = session.markets;
    this.#gateway = session.gateway;
    this.kernel = new Kernel({ markets: session.markets });
    const bot = { handle: (event: KernelEvent) => script(event, this) };
    this.kernel.attach(
      session.markets.map(() => [bot]),
      [bot],
    );
    this.kernel.attachDesk({
      prepare: (event) => {
        if (event.kind !== "venue") return;
        this.heard.push({ ...event.report, heardAtMs: event.timeMs });
        script(event, this);
      },
      complete: () => undefined,
    });
  }

  apply(batch: Parameters<KernelDriver["apply"]>[0]): void {
    this.kernel.apply(batch);
  }
  advanceTo(timeMs: number): void {
    this.kernel.advanceTo(timeMs);
  }
  report(report: VenueReport): void {
    this.kernel.report(report);
  }

  /** Sends an order; answers its id at the venue. */
  place(wish: Wish): string {
    this.#placed += 1;
    const definition = this.#markets[wish.market ?? 0];
    const placement = {
      schemaVersion: 1,
      placementId: `order-${this.#placed}`,
      orderId: `order-${this.#placed}`,
      intentId: `intent-${this.#placed}`,
      botId: "strat.script",
      marketId: definition?.marketId ?? "no such market",
      tokenId: definition?.tokenIds[wish.token ?? 0] ?? "1",
      side: wish.side ?? "BUY",
      price: wish.price,
      size: Math.round(wish.shares * 1_000_000),
      timeInForce: wish.timeInForce ?? (wish.expiresAtMs === undefined ? "GTC" : "GTD"),
      isPostOnly: wish.isPostOnly ?? false,
      expiresAtMs: wish.expiresAtMs ?? null,
      correlationId: "test",
      eventSequence: this.kernel.sequence,
      placedAtMs: this.kernel.nowMs,
    } as const;
    const venueOrderId = this.#gateway.venueOrderIdOf(placement);
    this.#gateway.place({ ...placement, venueOrderId });
    return venueOrderId;
  }

  cancel(...venueOrderIds: readonly string[]): void {
    this.#cancelled += 1;
    this.#gateway.cancel({
      schemaVersion: 1,
      cancelId: `cancel-${this.#cancelled}`,
      venueOrderIds: [...venueOrderIds],
      correlationId: "test",
      eventSequence: this.kernel.sequence,
      requestedAtMs: this.kernel.nowMs,
    });
  }

  /** Reports of a kind, oldest first. */
  of<Kind extends VenueReport["kind"]>(kind: Kind): Extract<Heard, { readonly kind: Kind }>[] {
    return this.heard.filter(
      (report): report is Extract<Heard, { readonly kind: Kind }> => report.kind === kind,
    );
  }

  /** Runs once, at the first book. */
  static atFirstBook(
    act: (kernel: ScriptedKernel) => void,
  ): (event: KernelEvent, kernel: ScriptedKernel) => void {
    let isDone = false;
    return (event, kernel) => {
      if (isDone || event.kind !== "frame") return;
      isDone = true;
      act(kernel);
    };
  }
}
