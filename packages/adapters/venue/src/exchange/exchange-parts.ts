import type { Vault } from "../accounts/vault.ts";
import type { Chain } from "../chain/chain.ts";
import type { Resolution } from "../resolution/resolution.ts";
import type { BuilderRegistry } from "../rewards/builder-registry.ts";
import type { RewardDesk } from "../rewards/reward-desk.ts";
import type { AccountBans } from "./account-bans.ts";
import type { EventHub } from "./event-hub.ts";
import type { Heartbeats } from "./heartbeats.ts";
import type { Identifiers } from "./identifiers.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import type { MarketBoard } from "./market-board.ts";
import type { MarketControl } from "./market-control.ts";
import type { OrderDesk } from "./order-desk.ts";
import type { OrderExecution } from "./order-execution.ts";
import type { OrderStore } from "./order-store.ts";
import type { Schedule } from "./schedule.ts";
import type { TradeBook } from "./trade-book.ts";
import type { VenueModes } from "./venue-modes.ts";

/** What everything at an exchange shares: its time, its memory and its voice. */
export interface ExchangeGround {
  readonly seed: number;
  readonly schedule: Schedule;
  readonly hub: EventHub;
  readonly board: MarketBoard;
  readonly store: OrderStore;
  readonly trades: TradeBook;
  readonly identifiers: Identifiers;
  readonly builders: BuilderRegistry;
  readonly modes: VenueModes;
  readonly bans: AccountBans;
  readonly vault: Vault;
  readonly accounts: KnownAccounts;
}

/** What takes orders and changes books. */
export interface OrderSide {
  readonly desk: OrderDesk;
  readonly execution: OrderExecution;
  readonly control: MarketControl;
  readonly heartbeats: Heartbeats;
}

/** What happens outside of the books. */
export interface ChainSide {
  readonly resolution: Resolution;
  readonly chain: Chain;
  readonly rewards: RewardDesk;
}

/** Everything an exchange is made of. */
export type ExchangeParts = ExchangeGround & OrderSide & ChainSide;
