import { createVault } from "../accounts/create-vault.ts";
import { CASH, tokenAsset, type AssetIndex, type Vault } from "../accounts/vault.ts";
import { createBuilderRegistry } from "../rewards/builder-registry.ts";
import { AccountBans } from "./account-bans.ts";
import { EventHub } from "./event-hub.ts";
import type { ExchangeGround } from "./exchange-parts.ts";
import type { ExchangeOptions } from "./exchange-options.ts";
import { Identifiers } from "./identifiers.ts";
import { KnownAccounts } from "./known-accounts.ts";
import { MarketBoard } from "./market-board.ts";
import { OrderStore } from "./order-store.ts";
import { Schedule } from "./schedule.ts";
import { TradeBook } from "./trade-book.ts";
import { VenueModes } from "./venue-modes.ts";

const DEFAULT_SEED = 1;
const CLOSED_ORDERS_KEPT = 20_000;
const TRADES_KEPT = 20_000;

/** The common ground of an exchange that has just begun. */
export function createGround(options: ExchangeOptions): ExchangeGround {
  const seed = options.seed ?? DEFAULT_SEED;
  const schedule = new Schedule(options.startMs);
  const hub = new EventHub();
  const board = new MarketBoard();
  const vault = reportingVault(board, schedule, hub);
  return {
    seed,
    schedule,
    hub,
    board,
    store: new OrderStore(options.closedOrdersKept ?? CLOSED_ORDERS_KEPT),
    trades: new TradeBook(options.tradesKept ?? TRADES_KEPT),
    identifiers: new Identifiers(seed),
    builders: createBuilderRegistry(),
    modes: new VenueModes(schedule, hub.emit),
    bans: new AccountBans(),
    vault,
    accounts: new KnownAccounts(vault),
  };
}

function reportingVault(board: MarketBoard, schedule: Schedule, hub: EventHub): Vault {
  const vault: Vault = createVault({
    onChange: (accountIndex, asset, balance, cause) => {
      hub.emit({
        kind: "balance_changed",
        timeMs: schedule.nowMs,
        account: vault.accountOf(accountIndex),
        tokenId: tokenOfAsset(board, asset),
        balance,
        cause,
      });
    },
  });
  return vault;
}

/** The token of an asset, `null` for money. */
function tokenOfAsset(board: MarketBoard, asset: AssetIndex): string | null {
  if (asset === CASH) return null;
  const market = board.markets[Math.floor((asset - 1) / 2)];
  if (market === undefined) return null;
  const [first, second] = market.terms.tokenIds;
  return asset === tokenAsset(market.index, 0) ? first : second;
}
