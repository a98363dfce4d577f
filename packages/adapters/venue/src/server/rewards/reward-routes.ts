import { fromMicro, type EpochMs } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { VenueSession } from "../../gateway/sessions.ts";
import type { RewardDesk, RewardProgramme } from "../../rewards/reward-desk.ts";
import { utcDayOf } from "../../rewards/utc-day.ts";
import { walletOf } from "../account/balance-routes.ts";
import { checksumAddress } from "../account/checksum-address.ts";
import type { FunderBook } from "../account/funder-book.ts";
import { MARKET_NOT_FOUND, ok, refused } from "../http/answers.ts";
import { cursorPage } from "../http/cursor-page.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { marketIdOf } from "../gamma/gamma-ids.ts";
import { marketOf } from "../markets/find-market.ts";
import { spreadText } from "../markets/token-prices.ts";
import {
  currentReward,
  limitsOf,
  marketOfReward,
  marketReward,
  rewardConfig,
} from "./reward-rows.ts";

const PAGE = 100;
const CURRENT_PAGE = 500;

const INVALID_CURSOR = refused(400, "invalid next_cursor");
const INVALID_DATE = refused(400, "Invalid date, expected YYYY-MM-DD");

/** What the routes ask of the reward desk. */
export type RewardQueries = Pick<
  RewardDesk,
  "programmes" | "programmeOf" | "earnings" | "shares" | "competition" | "rebates"
>;

export interface RewardPorts {
  readonly exchange: Exchange;
  readonly rewards: RewardQueries;
  readonly funders: FunderBook;
  /** Address of pUSD. */
  readonly collateral: string;
  /** Day the programmes began, `YYYY-MM-DD`. */
  readonly startDate: string;
}

/** Liquidity rewards and rebates: what there is to earn and what a wallet has earned. */
export function rewardRoutes(ports: RewardPorts): readonly Route[] {
  return [...publicRoutes(ports), ...ownRoutes(ports)];
}

function publicRoutes(ports: RewardPorts): readonly Route[] {
  const { exchange, rewards, collateral, startDate } = ports;
  const rowOf = ({ terms: { conditionId } }: ListedMarket): unknown => {
    const market = exchange.market(conditionId);
    const terms = rewards.programmeOf(conditionId);
    if (market === undefined || terms === null) return null;
    const competition = rewards.competition(conditionId);
    return marketReward(market, terms, { collateral, startDate, competition });
  };
  const paged = <Item>(
    call: RouteCall,
    items: readonly Item[],
    limit: number,
    row: (item: Item) => unknown,
  ): ReturnType<typeof ok> => {
    const page = cursorPage(items, { cursor: call.query("next_cursor"), limit }, row);
    return page === null ? INVALID_CURSOR : ok(page);
  };
  return [
    {
      method: "GET",
      path: "/rewards/markets/current",
      auth: "public",
      answer: (call) =>
        paged(call, rewards.programmes(), CURRENT_PAGE, ({ conditionId, terms }) =>
          currentReward(conditionId, terms, { collateral, startDate }),
        ),
    },
    {
      method: "GET",
      path: "/rewards/markets/multi",
      auth: "public",
      answer: (call) => paged(call, programmed(ports), CURRENT_PAGE, rowOf),
    },
    {
      method: "GET",
      path: "/rewards/markets/{id}",
      auth: "public",
      answer: (call) => {
        const market = marketOf(exchange, call.params["id"] ?? "");
        if (market === undefined) return MARKET_NOT_FOUND;
        const hasProgramme = rewards.programmeOf(market.terms.conditionId) !== null;
        return paged(call, hasProgramme ? [market] : [], PAGE, rowOf);
      },
    },
    {
      method: "GET",
      path: "/rebates/current",
      auth: "public",
      answer: (call) => {
        const dayMs = dayOf(call, exchange.nowMs);
        if (dayMs === null) return INVALID_DATE;
        const maker = call.query("maker_address").toLowerCase();
        const rows = rewards.rebates(maker, dayMs).map(({ conditionId, earnedMicroUsd }) => ({
          date: dateText(dayMs),
          condition_id: conditionId,
          asset_address: collateral,
          maker_address: checksumAddress(maker),
          rebated_fees_usdc: String(fromMicro(earnedMicroUsd)),
        }));
        return ok(rows);
      },
    },
  ];
}

function ownRoutes(ports: RewardPorts): readonly Route[] {
  const { exchange, rewards, collateral } = ports;
  return [
    {
      method: "GET",
      path: "/rewards/user",
      auth: "key",
      answer: (call, session) => {
        const dayMs = dayOf(call, exchange.nowMs);
        if (dayMs === null) return INVALID_DATE;
        const maker = makerOf(call, session, ports);
        const rows = rewards.earnings(maker, dayMs);
        const cursor = call.query("next_cursor");
        const page = cursorPage(rows, { cursor, limit: PAGE }, (row) => ({
          date: isoDay(dayMs),
          condition_id: row.conditionId,
          asset_address: collateral,
          maker_address: checksumAddress(maker),
          earnings: fromMicro(row.earnedMicroUsd),
          asset_rate: 1,
        }));
        return page === null ? INVALID_CURSOR : ok(page);
      },
    },
    {
      method: "GET",
      path: "/rewards/user/total",
      auth: "key",
      answer: (call, session) => {
        const dayMs = dayOf(call, exchange.nowMs);
        if (dayMs === null) return INVALID_DATE;
        const maker = makerOf(call, session, ports);
        const total = rewards
          .earnings(maker, dayMs)
          .reduce((sum, row) => sum + row.earnedMicroUsd, 0);
        const row = {
          date: isoDay(dayMs),
          asset_address: collateral,
          maker_address: checksumAddress(maker),
          earnings: fromMicro(total),
          asset_rate: 1,
        };
        return ok(total === 0 ? [] : [row]);
      },
    },
    {
      method: "GET",
      path: "/rewards/user/percentages",
      auth: "key",
      answer: (call, session) => {
        const shares = rewards.shares(makerOf(call, session, ports));
        return ok(Object.fromEntries([...shares].map(([id, share]) => [id, percentOf(share)])));
      },
    },
    {
      method: "GET",
      path: "/rewards/user/markets",
      auth: "key",
      answer: (call, session) => ownMarkets(call, session, ports),
    },
  ];
}

/** Every programme with what the wallet has earned of it. */
function ownMarkets(
  call: RouteCall,
  session: VenueSession,
  ports: RewardPorts,
): ReturnType<typeof ok> {
  const { exchange, rewards, collateral, startDate } = ports;
  const dayMs = dayOf(call, exchange.nowMs);
  if (dayMs === null) return INVALID_DATE;
  const maker = makerOf(call, session, ports);
  const shares = rewards.shares(maker);
  const earned = new Map(
    rewards.earnings(maker, dayMs).map((row) => [row.conditionId, row.earnedMicroUsd]),
  );
  const programmes = rewards.programmes();
  const rowOf = ({ conditionId, terms }: RewardProgramme): unknown => {
    const market = exchange.market(conditionId);
    if (market === undefined) return null;
    return {
      ...marketOfReward(market),
      ...limitsOf(terms),
      market_id: marketIdOf(market),
      event_id: "",
      volume_24hr: fromMicro(market.state.volumeMicroUsd),
      spread: Number(spreadText({ market, token: 0 })),
      market_competitiveness: rewards.competition(conditionId),
      rewards_config: rewardConfig(terms, { id: 0, collateral, startDate }),
      maker_address: checksumAddress(maker),
      earning_percentage: percentOf(shares.get(conditionId) ?? 0),
      earnings: [
        {
          asset_address: collateral,
          earnings: fromMicro(earned.get(conditionId) ?? 0),
          asset_rate: 1,
        },
      ],
    };
  };
  const cursor = call.query("next_cursor");
  const page = cursorPage(programmes, { cursor, limit: PAGE }, rowOf);
  return page === null ? INVALID_CURSOR : ok({ ...page, total_count: programmes.length });
}

function programmed({ exchange, rewards }: RewardPorts): ListedMarket[] {
  return rewards.programmes().flatMap(({ conditionId }) => exchange.market(conditionId) ?? []);
}

/** The wallet a question is about: named, or the one the key trades with. */
function makerOf(call: RouteCall, session: VenueSession, ports: RewardPorts): string {
  const named = call.query("maker_address").toLowerCase();
  return named === "" ? walletOf(call, session, ports) : named;
}

function percentOf(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}

/** Beginning of the day named by `date`, today's by default; `null` for no date. */
function dayOf(call: RouteCall, nowMs: EpochMs): EpochMs | null {
  const text = call.query("date");
  if (text === "") return utcDayOf(nowMs);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const dayMs = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(dayMs) ? null : dayMs;
}

function dateText(dayMs: EpochMs): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

function isoDay(dayMs: EpochMs): string {
  return `${dateText(dayMs)}T00:00:00Z`;
}
