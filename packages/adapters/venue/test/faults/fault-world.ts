import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import { createFaultInjector, type VenueFaults } from "../../src/faults/create-fault-injector.ts";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import type { FeedFrame } from "../../src/feed/feed-frame.ts";
import { createFeed, type Feed } from "../../src/feed/market-feed.ts";
import { createUserFeed } from "../../src/feed/user-feed.ts";
import type { UserFrame } from "../../src/feed/user-frame.ts";
import { createGateway } from "../../src/gateway/create-gateway.ts";
import type { Gateway, GatewayAnswer, GatewayRequest } from "../../src/gateway/gateway.ts";
import {
  ALICE,
  BOB,
  CAROL,
  CONDITION,
  marketTerms,
  requestOf,
  START_MS,
  type Wish,
} from "../exchange/exchange-world.ts";

export const OTHER = `0x${"d0".repeat(32)}`;

/** What a client heard of its request; `silence` while there is no answer, `lost` when none will come. */
export type Heard = GatewayAnswer | "silence" | "lost";

export interface Sent {
  heard: Heard;
  heardAtMs: number | null;
}

/** An exchange with two markets, its channels and its door, under faults. */
export interface FaultWorld {
  readonly exchange: Exchange;
  readonly faults: VenueFaults;
  readonly gateway: Gateway;
  readonly feed: Feed;
  readonly frames: FeedFrame[];
  /** What Alice hears on the user channel. */
  readonly userFrames: UserFrame[];
  /** Time since the plan was installed. */
  elapsedMs(): number;
  advance(ms: number): void;
  /** Sends orders: one as `POST /order`, several as `POST /orders`. */
  post(...wishes: readonly Wish[]): Sent;
  /** Any other request of Alice's, answered with `{}`. */
  send(route: string, conditionId?: string): Sent;
  heartbeat(id: string): Sent;
}

/** @param entries - YAML of the plan's list, each entry beginning with `- ` */
export function faultWorld(entries: string, seed = 1): FaultWorld {
  const plan = parseFaultPlan(
    `version: 1\nfaults:\n${entries
      .trim()
      .split("\n")
      .map((line) => `  ${line}`)
      .join("\n")}\n`,
    "test.yaml",
  );
  const faults = createFaultInjector({ plan, seed, startMs: START_MS });
  const exchange = createExchange({ startMs: START_MS, seed, faults });
  faults.drive(exchange);
  const gateway = createGateway({ exchange, faults });
  const feed = createFeed({ exchange, faults });
  const frames: FeedFrame[] = [];
  const userFrames: UserFrame[] = [];
  feed.subscribe((frame) => frames.push(frame));
  createUserFeed({ exchange, faults }).subscribe("session-a1", (frame) => userFrames.push(frame));
  exchange.listMarket(marketTerms(), 100);
  exchange.listMarket(
    marketTerms({ conditionId: OTHER, slug: "other", tokenIds: ["2001", "2002"] }),
    100,
  );
  for (const account of [ALICE, BOB, CAROL]) exchange.deposit(account, 10_000_000_000);
  frames.length = 0;

  let orders = 0;
  function handle(
    request: Partial<GatewayRequest> & { readonly route: string },
    handler: Parameters<Gateway["handle"]>[1],
  ): Sent {
    const sent: Sent = { heard: "silence", heardAtMs: null };
    gateway.handle(
      {
        session: "session-a1",
        signer: ALICE,
        address: "local",
        itemCount: 1,
        conditionId: null,
        ...request,
      },
      handler,
      (answer) => {
        sent.heard = answer ?? "lost";
        sent.heardAtMs = exchange.nowMs - START_MS;
      },
    );
    return sent;
  }

  return {
    exchange,
    faults,
    gateway,
    feed,
    frames,
    userFrames,
    elapsedMs: () => exchange.nowMs - START_MS,
    advance: (ms) => exchange.advanceTo(exchange.nowMs + ms),
    post: (...wishes) => {
      const requests = wishes.map((wish) => {
        orders += 1;
        return requestOf(wish, `order-${orders}`);
      });
      const [first] = requests;
      const isBatch = wishes.length > 1;
      const request = {
        route: isBatch ? "POST /orders" : "POST /order",
        session: first?.session ?? null,
        signer: first?.account ?? null,
        itemCount: wishes.length,
        conditionId:
          isBatch || first === undefined
            ? null
            : (exchange.marketOfToken(first.tokenId)?.terms.conditionId ?? null),
      };
      return handle(request, (respond, refusedLegs) => {
        const rows: unknown[] = [];
        let status = 200;
        for (const [index, order] of requests.entries()) {
          const text = refusedLegs.get(index);
          if (text !== undefined) {
            rows.push({ success: true, errorMsg: text, orderID: "", status: "" });
            continue;
          }
          exchange.place(order, (answer) => {
            if (answer.isAccepted) {
              const { orderId: orderID, tradeIds: tradeIDs } = answer;
              const amount = answer.takingAmount === 0 ? "" : String(answer.takingAmount);
              rows.push({
                success: true,
                errorMsg: "",
                orderID,
                status: answer.status,
                takingAmount: amount,
                ...(tradeIDs.length === 0 ? {} : { tradeIDs }),
              });
            } else {
              status = isBatch ? 200 : answer.refusal.httpStatus;
              rows.push({ error: answer.refusal.text });
            }
          });
        }
        respond({ status, body: isBatch ? rows : rows[0] });
      });
    },
    send: (route, conditionId) =>
      handle({ route, conditionId: conditionId ?? null }, (respond) => {
        if (route === "DELETE /cancel-all") exchange.cancelAll("session-a1");
        respond({ status: 200, body: {} });
      }),
    heartbeat: (id) =>
      handle({ route: "POST /v1/heartbeats" }, (respond) => {
        const answer = exchange.heartbeat("session-a1", id);
        respond({ status: answer.isAccepted ? 200 : 400, body: answer });
      }),
  };
}

export { ALICE, BOB, CAROL, CONDITION };
