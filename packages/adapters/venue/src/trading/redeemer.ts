import type { VenueReport } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { MarketNames, NamedMarket } from "./market-names.ts";

type ActionFinished = Extract<ExchangeEvent, { readonly kind: "chain_action_finished" }>;

/** From a refusal or a failure to the next try. */
const RETRY_MS = 30_000;

/** Turns what an account holds of resolved markets into money, as often as it takes. */
export class Redeemer {
  readonly #exchange: Exchange;
  readonly #account: string;
  readonly #names: MarketNames;
  readonly #tell: (report: VenueReport) => void;
  /** True while a trade of the market is ours and can still bring tokens. */
  readonly #isSettling: (conditionId: string) => boolean;
  /** Conditions that are being redeemed, or will be tried again. */
  readonly #underWay = new Set<string>();
  /** Sizes given to the chain, by action. */
  readonly #given = new Map<string, readonly [number, number]>();

  constructor(options: {
    readonly exchange: Exchange;
    readonly account: string;
    readonly names: MarketNames;
    readonly tell: (report: VenueReport) => void;
    readonly isSettling: (conditionId: string) => boolean;
  }) {
    this.#exchange = options.exchange;
    this.#account = options.account;
    this.#names = options.names;
    this.#tell = options.tell;
    this.#isSettling = options.isSettling;
  }

  get isBusy(): boolean {
    return this.#underWay.size > 0;
  }

  /** Redeems at the exchange's time; asked again while it is under way it does nothing. */
  redeem(market: NamedMarket): void {
    const { conditionId } = market.terms;
    if (this.#underWay.has(conditionId)) return;
    this.#underWay.add(conditionId);
    this.#try(market);
  }

  hear(event: ActionFinished): void {
    const sizes = this.#given.get(event.actionId);
    const market = this.#names.ofConditionId(event.conditionId);
    if (sizes === undefined || market === undefined) return;
    this.#given.delete(event.actionId);
    if (event.isConfirmed) {
      this.#tell({
        schemaVersion: 1,
        kind: "tokens_redeemed",
        exchangeTimeMs: event.timeMs,
        operationId: event.actionId,
        marketId: market.definition.marketId,
        sizes: [...sizes],
      });
    }
    this.#retry(market);
  }

  #try(market: NamedMarket): void {
    const { conditionId, tokenIds } = market.terms;
    const sizes = this.#held(tokenIds);
    if (sizes[0] + sizes[1] === 0) {
      // What is bought in a trade that is not mined yet can be redeemed later.
      if (this.#isSettling(conditionId)) this.#retry(market);
      else this.#underWay.delete(conditionId);
      return;
    }
    const answer = this.#exchange.redeem(this.#account, conditionId);
    if (answer.isAccepted) this.#given.set(answer.actionId, sizes);
    else if (this.#exchange.market(conditionId)?.state.phase === "resolved") this.#retry(market);
    else this.#underWay.delete(conditionId);
  }

  #retry(market: NamedMarket): void {
    const atMs = this.#exchange.nowMs + RETRY_MS;
    this.#exchange.schedule(atMs, () => this.#try(market));
  }

  #held(tokenIds: readonly [string, string]): readonly [number, number] {
    const spendable = (tokenId: string): number =>
      Math.max(0, this.#exchange.spendable(this.#account, tokenId));
    return [spendable(tokenIds[0]), spendable(tokenIds[1])];
  }
}
