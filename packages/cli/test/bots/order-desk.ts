import { acceptBot, type LoadedBot, type Mode, type OrderIntent } from "@polytraders/core";
import antiToxicFill from "@polytraders/bot-execution-antitoxicfill";
import amendCancelManager from "@polytraders/bot-execution-order-amend-cancel-manager";
import lifecycleManager from "@polytraders/bot-execution-orderlifecyclemanager";
import {
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildReport,
  buildRuntime,
  script,
  ScriptedGateway,
  status,
  trade,
  venueOrderIdOf,
  type CollectedRun,
  type Step,
} from "@polytraders/testkit";
import { EXECUTION_ORDER } from "../../src/run/trading-order.ts";

type Wish = Pick<OrderIntent, "side" | "price"> & Partial<OrderIntent>;

const BOOK = book({ bids: [["0.50", 1_000]], asks: [["0.52", 1_000]] });
const SIZE = 100_000_000;

/** A run with the bots that look after orders: a test says what is wished for, and what the venue says. */
export class OrderDesk {
  readonly gateway = new ScriptedGateway();
  readonly run: CollectedRun;
  readonly orderIds: string[] = [];
  #wishes: readonly Wish[] = [];
  #timeMs = 1_000_000;

  /** @param mode - of the bots that look after orders */
  constructor(mode: Mode = "enforced") {
    const keepers = [
      acceptBot(antiToxicFill, "exec.antitoxicfill", "src/bot.ts"),
      acceptBot(amendCancelManager, "exec.order_amend_cancel_manager", "src/bot.ts"),
      acceptBot(lifecycleManager, "exec.orderlifecyclemanager", "src/bot.ts"),
    ];
    this.run = buildRuntime({
      bots: [this.#strategy(), ...keepers.map((bot) => ({ bot, configuration: { mode } }))],
      trading: {
        gateway: this.gateway,
        balanceCheckMs: null,
        executionOrder: EXECUTION_ORDER,
      },
    });
    this.run.runtime.command(buildCommand("enable_trading"));
    const amountMicroUsd = 10_000_000_000;
    this.run.runtime.report(buildReport("cash_transferred", { amountMicroUsd }));
  }

  /** Orders at the venue by their ids, oldest first. */
  get placedIds(): string[] {
    return this.gateway.placements.map(({ orderId }) => orderId);
  }
  /** Venue ids that were asked to be cancelled, oldest first. */
  get cancelledIds(): string[] {
    return this.gateway.cancels.flatMap(({ venueOrderIds }) => [...venueOrderIds]);
  }
  /** What the lifecycle manager has said of an order. */
  codesOf(orderId: string): string[] {
    return this.run.envelopes
      .filter(
        ({ signal, payload }) => signal === "order_lifecycle" && payload["orderId"] === orderId,
      )
      .map(({ reasonCode }) => reasonCode);
  }
  /** How the run stands: every decision, order and answer is in it. */
  get stateHash(): string {
    return this.run.stateHash;
  }

  /** Lets the strategy propose a quote a second later, at the first token. */
  wish(side: "BUY" | "SELL", price: number): string {
    this.#wishes = [{ side, price }];
    this.show(BOOK);
    this.#wishes = [];
    return this.orderIds.at(-1) ?? "";
  }

  /** Shows something of the market a second later. */
  show(...steps: readonly Step[]): void {
    this.#timeMs = Math.max(this.#timeMs, this.run.runtime.kernel.nowMs) + 1_000;
    this.run.runtime.apply(script(at(this.#timeMs), ...steps));
    this.run.runtime.kernel.finish();
  }

  halt(): void {
    this.show(status("Halted"));
  }

  /** Takers sell through the book within a second. */
  sweep(prices: readonly string[]): void {
    this.show(...prices.map((price) => trade("sells", price, 50)));
  }

  wait(seconds: number): void {
    this.run.runtime.advanceTo(this.run.runtime.kernel.nowMs + 1_000 * seconds);
  }

  answer(orderId: string, answer: "resting" | "unknown"): void {
    const venueOrderId = venueOrderIdOf(orderId);
    const fields = { placementId: orderId, venueOrderId, answer };
    this.run.runtime.report(buildReport("order_answered", fields));
  }

  changed(orderId: string, state: "resting" | "cancelled" | "missing"): void {
    const fields = { venueOrderId: venueOrderIdOf(orderId), state, matchedSize: 0 };
    this.run.runtime.report(buildReport("order_changed", fields));
  }

  #strategy(): LoadedBot {
    const input = { kind: null, isRequired: false, ageMsMax: null } as const;
    const contract = buildContract({
      authority: "trade",
      reasonCodes: ["STRAT_WISH"],
      emits: {},
      manifest: {
        botId: "strat.wisher",
        defaultMode: "enforced",
        consumes: [{ topic: "order_book", ...input }],
      },
    });
    return buildBot(contract, ({ intents }) => ({
      perMarket: ({ tokenIds }) => ({
        onOrderBook: () => {
          for (const wish of this.#wishes) {
            const quote = {
              tokenId: tokenIds[0],
              size: SIZE,
              timeInForce: "GTC",
              isPostOnly: true,
            };
            const intent = { ...quote, ...wish };
            const decision = intents.propose({ intent, reasonCode: "STRAT_WISH" });
            if (decision?.orderId) this.orderIds.push(decision.orderId);
          }
        },
      }),
    }));
  }
}
