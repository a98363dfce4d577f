import type { ListedMarket } from "../../src/exchange/exchange.ts";
import type { Venue } from "../../src/venue/open-venue.ts";
import { Dice } from "./dice.ts";
import { drawCommand } from "./drawn-command.ts";
import type { EncodedOrder, OrderEncoding } from "./order-encoding.ts";
import { WishWriter } from "./order-wish.ts";
import type { Step } from "./step.ts";
import { WALLET_COUNT } from "./wallets.ts";

const HOUR_MS = 3_600_000;

/** How often each thing happens at a busy venue. */
const WEIGHTS = {
  order: 50,
  batch: 6,
  duplicate: 2,
  cancelOne: 9,
  cancelMany: 2,
  cancelMarket: 1.5,
  cancelAll: 0.7,
  heartbeat: 2,
  read: 4,
  advance: 13,
  command: 10,
} as const;

const DURATIONS = { instant: 40, seconds: 40, minutes: 15, hours: 2 } as const;

const BUSY_MARKETS = 2;
const FIRST_SPLITS = 2 * WALLET_COUNT;

/** What a bot knows of its session. */
export interface ScriptSession {
  readonly apiKey: string;
  /** What the last heartbeat was answered with. */
  heartbeatId: string;
}

/** Draws a script step by step, from what the venue looks like at each. */
export class ScriptWriter {
  readonly #dice: Dice;
  readonly #venue: Venue;
  readonly #sessions: readonly ScriptSession[];
  readonly #encode: OrderEncoding;
  readonly #wishes: WishWriter;
  /** Where most of the trading is. */
  readonly #busyMarkets: readonly ListedMarket[];
  #written = 0;
  /** Latest orders of each wallet. */
  readonly #posted: EncodedOrder[][] = Array.from({ length: WALLET_COUNT }, () => []);

  constructor(
    venue: Venue,
    seed: number,
    {
      sessions,
      encode,
    }: { readonly sessions: readonly ScriptSession[]; readonly encode: OrderEncoding },
  ) {
    this.#venue = venue;
    this.#dice = new Dice(seed, "script");
    this.#sessions = sessions;
    this.#encode = encode;
    this.#wishes = new WishWriter(this.#dice, venue.exchange);
    const markets = venue.exchange.markets();
    this.#busyMarkets = Array.from({ length: BUSY_MARKETS }, () => this.#dice.pick(markets));
  }

  next(): Step {
    const dice = this.#dice;
    this.#written += 1;
    if (this.#written <= FIRST_SPLITS) return this.#firstSplit(this.#written % WALLET_COUNT);
    const wallet = dice.below(WALLET_COUNT);
    const what = dice.weighted(WEIGHTS);
    switch (what) {
      case "order":
        return this.#post(wallet, this.#order(wallet).body);
      case "duplicate":
        return this.#post(wallet, (this.#known(wallet) ?? this.#order(wallet)).body);
      case "batch": {
        const count = dice.chance(0.03) ? 16 : dice.between(1, 6);
        const body = Array.from({ length: count }, () => this.#order(wallet).body);
        return { kind: "request", wallet, request: { route: "POST /orders", body } };
      }
      case "advance":
        return { kind: "advance", ms: this.#duration() };
      case "command":
        return { kind: "command", command: drawCommand(dice, this.#venue, wallet) };
      case "heartbeat":
        return this.#heartbeat(wallet);
      case "read":
        return this.#read(wallet);
      default:
        return this.#cancel(wallet, what);
    }
  }

  #post(wallet: number, body: unknown): Step {
    return { kind: "request", wallet, request: { route: "POST /order", body } };
  }

  #order(wallet: number): EncodedOrder {
    const wish = this.#wishes.draw(wallet, this.#market());
    const { apiKey } = this.#sessionOf(wallet);
    const order = this.#encode(wish, { wallet, apiKey });
    const posted = this.#posted[wallet] ?? [];
    posted.push(order);
    if (posted.length > 40) posted.shift();
    return order;
  }

  #known(wallet: number): EncodedOrder | undefined {
    const posted = this.#posted[wallet] ?? [];
    return posted.length === 0 ? undefined : this.#dice.pick(posted);
  }

  #market(): ListedMarket {
    const dice = this.#dice;
    return dice.pick(dice.chance(0.7) ? this.#busyMarkets : this.#venue.exchange.markets());
  }

  /** Shares to sell from the beginning. */
  #firstSplit(wallet: number): Step {
    const { conditionId } = this.#dice.pick(this.#busyMarkets).terms;
    const size = this.#dice.between(100, 500) * 1_000_000;
    return { kind: "command", command: { name: "split", wallet, conditionId, size } };
  }

  #cancel(wallet: number, what: "cancelOne" | "cancelMany" | "cancelMarket" | "cancelAll"): Step {
    const dice = this.#dice;
    // Now and then somebody else's order, or one that is gone.
    const owner = dice.chance(0.05) ? dice.below(WALLET_COUNT) : wallet;
    const ids = (this.#posted[owner] ?? []).map(({ orderId }) => orderId);
    const request = (route: string, body?: unknown): Step => ({
      kind: "request",
      wallet,
      request: { route, ...(body === undefined ? {} : { body }) },
    });
    if (what === "cancelAll") return request("DELETE /cancel-all");
    if (what === "cancelMarket") {
      const { conditionId, tokenIds } = this.#market().terms;
      const scope = dice.chance(0.5) ? { market: conditionId } : { asset_id: dice.pick(tokenIds) };
      return request("DELETE /cancel-market-orders", scope);
    }
    if (what === "cancelMany") {
      const chosen = ids.filter(() => dice.chance(0.3));
      return request("DELETE /orders", chosen);
    }
    return request("DELETE /order", { orderID: ids.length === 0 ? "0x" : dice.pick(ids) });
  }

  #heartbeat(wallet: number): Step {
    const isOld = this.#dice.chance(0.1);
    if (isOld) return { kind: "request", wallet, request: { route: "POST /heartbeats" } };
    const isWrong = this.#dice.chance(0.1);
    const heartbeat_id = isWrong ? "wrong" : this.#sessionOf(wallet).heartbeatId;
    return {
      kind: "request",
      wallet,
      request: { route: "POST /v1/heartbeats", body: { heartbeat_id } },
    };
  }

  #read(wallet: number): Step {
    const dice = this.#dice;
    const { conditionId, tokenIds } = this.#market().terms;
    const id = this.#known(wallet)?.orderId ?? "0x";
    return {
      kind: "request",
      wallet,
      request: dice.pick([
        { route: "GET /data/orders", query: { market: conditionId } },
        { route: "GET /data/orders" },
        { route: "GET /data/order/{id}", params: { id } },
        { route: "GET /data/trades", query: { asset_id: tokenIds[0] } },
        { route: "GET /balance-allowance", query: { asset_type: "COLLATERAL" } },
        { route: "GET /book", query: { token_id: tokenIds[1] } },
      ]),
    };
  }

  #duration(): number {
    const dice = this.#dice;
    switch (dice.weighted(DURATIONS)) {
      case "instant":
        return dice.between(1, 900);
      case "seconds":
        return dice.between(1_000, 20_000);
      case "minutes":
        return dice.between(30_000, 600_000);
      case "hours":
        return dice.between(HOUR_MS / 2, HOUR_MS * 3);
    }
  }

  #sessionOf(wallet: number): ScriptSession {
    const session = this.#sessions[wallet];
    if (session === undefined) throw new Error("expected a session for every wallet");
    return session;
  }
}
