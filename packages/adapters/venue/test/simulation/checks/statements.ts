import type { ExchangeEvent } from "../../../src/exchange/exchange-event.ts";
import type { MakerFill, VenueTrade } from "../../../src/exchange/venue-trade.ts";
import type { ListedMarket } from "../../../src/exchange/exchange.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import type { CommandOutcome } from "../run-command.ts";
import { FIRST_DEPOSIT } from "../simulated-world.ts";
import type { Command } from "../step.ts";
import { walletAt, WALLETS } from "../wallets.ts";
import { demand, type SimulationCheck } from "./check.ts";

type ChainCommand = Extract<Command, { name: "split" | "merge" | "convert" | "redeem" }>;

/** What has been asked of the chain: the command and, of a redemption, what the wallet had. */
interface PendingAction {
  readonly command: ChainCommand;
  readonly sizes: readonly [number, number];
}

/** An account's money and shares, by asset; `""` is pUSD. */
type Statement = Map<string, number>;

const CASH = "";

/** Keeps each wallet's account from commands, outcomes on the chain and its own trade rows alone. */
export class Statements implements SimulationCheck {
  readonly #venue: Venue;
  readonly #pending = new Map<string, PendingAction>();
  /** Everything but trades. */
  readonly #booked: ReadonlyMap<string, Statement>;
  /** Rewards and rebates are the treasury's word: what it says it paid. */
  readonly #told = new Map<string, number>();

  constructor(venue: Venue) {
    this.#venue = venue;
    this.#booked = new Map(
      WALLETS.map(({ address }) => [address, new Map([[CASH, FIRST_DEPOSIT]])]),
    );
    for (const { address } of WALLETS) this.#told.set(address, FIRST_DEPOSIT);
    venue.exchange.subscribe((event) => this.#hear(event));
  }

  /** To be told before a command is carried out, and of its outcome after it. */
  watch(command: Command): (outcome: CommandOutcome) => void {
    const sizes = command.name === "redeem" ? this.#redeemable(command) : ([0, 0] as const);
    return ({ isTaken, actionId }) => {
      if (!isTaken) return;
      if (command.name === "deposit") this.#add(command.wallet, CASH, command.amount);
      if (command.name === "withdraw") this.#add(command.wallet, CASH, -command.amount);
      if (actionId === null) return;
      if (isOfChain(command)) this.#pending.set(actionId, { command, sizes });
    };
  }

  atCheckpoint(): void {
    const { exchange } = this.#venue;
    for (const { address } of WALLETS) {
      const statement = new Map(this.#booked.get(address));
      for (const trade of exchange.trades({ account: address })) {
        addTrade(statement, address, trade, this.#market(trade.conditionId));
      }
      const assets = [null, ...exchange.markets().flatMap(({ terms }) => terms.tokenIds)];
      for (const asset of assets) {
        const expected = statement.get(asset ?? CASH) ?? 0;
        const found = exchange.balance(address, asset);
        demand(
          expected === found,
          () => `${address} has ${found} of ${asset ?? "pUSD"}, its statement says ${expected}`,
        );
      }
    }
  }

  atEnd(): void {
    const { exchange } = this.#venue;
    for (const { address } of WALLETS) {
      for (const asset of [null, ...exchange.markets().flatMap(({ terms }) => terms.tokenIds)]) {
        const balance = exchange.balance(address, asset);
        const spendable = exchange.spendable(address, asset);
        demand(
          balance === spendable,
          () => `${address} cannot spend ${balance - spendable} of ${asset ?? "pUSD"}`,
        );
      }
    }
    demand(this.#pending.size === 0, () => "an action on the chain has no outcome");
  }

  #hear(event: ExchangeEvent): void {
    if (event.kind === "chain_action_finished") this.#finish(event);
    if (event.kind !== "balance_changed" || event.tokenId !== null) return;
    const before = this.#told.get(event.account);
    if (before === undefined) return;
    this.#told.set(event.account, event.balance);
    if (event.cause !== "reward" && event.cause !== "rebate") return;
    add(this.#statement(event.account), CASH, event.balance - before);
  }

  #finish(event: Extract<ExchangeEvent, { kind: "chain_action_finished" }>): void {
    const pending = this.#pending.get(event.actionId);
    this.#pending.delete(event.actionId);
    if (pending === undefined) return;
    const { command, sizes } = pending;
    this.#add(command.wallet, CASH, 0 - event.costMicroUsd);
    if (!event.isConfirmed) return;
    if (command.name === "convert") return this.#convert(command);
    const { terms, state } = this.#market(command.conditionId);
    const change = (asset: string, amount: number): void =>
      this.#add(command.wallet, asset, amount);
    if (command.name === "redeem") {
      for (const token of [0, 1] as const) {
        change(terms.tokenIds[token], -sizes[token]);
        change(CASH, Math.floor((sizes[token] * (state.payouts?.[token] ?? 0)) / 10_000));
      }
      return;
    }
    const pairs = command.name === "split" ? command.size : -command.size;
    change(CASH, -pairs);
    for (const tokenId of terms.tokenIds) change(tokenId, pairs);
  }

  /** NO of the chosen markets becomes a dollar for each but one, and YES of the others. */
  #convert({ wallet, setId, conditionIds, size }: Extract<Command, { name: "convert" }>): void {
    const set = this.#venue.exchange.markets().filter(({ terms }) => terms.negRiskSetId === setId);
    for (const { terms } of set) {
      const isChosen = conditionIds.includes(terms.conditionId);
      this.#add(wallet, terms.tokenIds[isChosen ? 1 : 0], isChosen ? -size : size);
    }
    this.#add(wallet, CASH, size * (conditionIds.length - 1));
  }

  #redeemable({
    wallet,
    conditionId,
  }: Extract<Command, { name: "redeem" }>): readonly [number, number] {
    const { exchange } = this.#venue;
    const { address } = walletAt(wallet);
    const [first, second] = this.#market(conditionId).terms.tokenIds;
    return [
      Math.max(0, exchange.spendable(address, first)),
      Math.max(0, exchange.spendable(address, second)),
    ];
  }

  #market(conditionId: string): ListedMarket {
    const market = this.#venue.exchange.market(conditionId);
    if (market === undefined) throw new Error(`expected market ${conditionId}`);
    return market;
  }

  #add(wallet: number, asset: string, amount: number): void {
    add(this.#statement(walletAt(wallet).address), asset, amount);
  }

  #statement(address: string): Statement {
    const statement = this.#booked.get(address);
    if (statement === undefined) throw new Error(`expected a statement of ${address}`);
    return statement;
  }
}

function add(statement: Statement, asset: string, amount: number): void {
  statement.set(asset, (statement.get(asset) ?? 0) + amount);
}

/** What a trade row means for one of its parties, once it is mined. */
function addTrade(
  statement: Statement,
  address: string,
  trade: VenueTrade,
  { terms }: ListedMarket,
): void {
  if (trade.settlement !== "MINED" && trade.settlement !== "CONFIRMED") return;
  const fees = trade.feeMicroUsd + trade.builderFeeMicroUsd;
  if (trade.takerAccount === address) {
    addFill(statement, trade, terms.tokenIds[trade.token], fees);
  }
  for (const maker of trade.makers) {
    if (maker.account !== address) continue;
    addFill(statement, maker, terms.tokenIds[maker.token], maker.builderFeeMicroUsd);
  }
}

function addFill(
  statement: Statement,
  { side, size, notionalMicroUsd }: Pick<MakerFill, "side" | "size" | "notionalMicroUsd">,
  tokenId: string,
  fees: number,
): void {
  const sign = side === "BUY" ? 1 : -1;
  add(statement, tokenId, sign * size);
  add(statement, CASH, -sign * notionalMicroUsd - fees);
}

function isOfChain(command: Command): command is ChainCommand {
  return ["split", "merge", "convert", "redeem"].includes(command.name);
}
