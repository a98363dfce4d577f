import type { Layer, Mode } from "../bot/vocabulary.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { OrderTerms } from "../contracts/risk-decision.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { IntentCause } from "./guard.ts";
import { IntentWindow } from "./intent-window.ts";
import { checkTerms, INTENT_FIELDS, readTerms, refusal } from "./read-terms.ts";
import type { RiskRefusal } from "./runtime-reasons.ts";
import { scaledSize } from "./scaled-size.ts";
import { reducibleSize, type Holdings } from "./shape-intent.ts";

/** Intents of one bot that one event may bring; what is beyond is a loop, not a strategy. */
export const INTENTS_PER_EVENT_MAX = 1_000;

/** A strategy's wish as the runtime hands it over: nothing of the intent has been checked. */
export interface Proposal {
  readonly botId: string;
  /** Dense number of the bot in its run. */
  readonly botIndex: number;
  /** A bot of the risk layer may only make positions smaller. */
  readonly layer: Layer;
  readonly mode: Mode;
  readonly configVersion: string;
  /** Window in which the same intent counts once; 0 for none. */
  readonly deduplicationWindowMs: number;
  readonly intent: unknown;
  readonly reasonCode: string;
  readonly market: MarketState;
  readonly cause: IntentCause;
  readonly exchangeTimeMs: number;
}

/** An intent with its id, and either the intent itself or why it cannot be voted on. */
export interface Admission {
  readonly intentId: string;
  /** As far as it could be read. */
  readonly terms: OrderTerms | null;
  readonly intent: OrderIntent | null;
  readonly refusal: RiskRefusal | null;
}

interface Seat {
  eventSequence: number;
  intentsInEvent: number;
  readonly window: IntentWindow;
}

/** Numbers intents and holds each against what can be known without asking a guard. */
export class IntentIntake {
  readonly #holdings: Holdings;
  readonly #sizeMultiplier: number;
  readonly #seats: (Seat | undefined)[] = [];

  constructor(holdings: Holdings, sizeMultiplier = 1) {
    this.#holdings = holdings;
    this.#sizeMultiplier = sizeMultiplier;
  }

  /** Number of this intent among its bot's in the event, from 1. */
  count({ botIndex, cause, deduplicationWindowMs }: Proposal): number {
    const seat = (this.#seats[botIndex] ??= {
      eventSequence: 0,
      intentsInEvent: 0,
      window: new IntentWindow(deduplicationWindowMs),
    });
    if (seat.eventSequence !== cause.sequence) {
      seat.eventSequence = cause.sequence;
      seat.intentsInEvent = 0;
    }
    seat.intentsInEvent += 1;
    return seat.intentsInEvent;
  }

  admit(proposal: Proposal, number: number): Admission {
    const { market, cause, botId } = proposal;
    const intentId = `${correlationIdOf(cause.sequence)}/${botId}/${market.index}/${number}`;
    const terms = safelyRead(proposal.intent, market);
    if ("reasonCode" in terms) return { intentId, terms: null, intent: null, refusal: terms };
    const fault =
      checkTerms(terms, market, cause.timeMs) ??
      faultOfLayer(terms, proposal) ??
      this.#faultAmongOthers(terms, proposal);
    if (fault !== null) return { intentId, terms, intent: null, refusal: fault };
    const size = terms.isReduceOnly ? this.#reduced(terms, market) : this.#scaled(terms, market);
    if (typeof size !== "number") return { intentId, terms, intent: null, refusal: size };
    return { intentId, terms, intent: intentOf(proposal, intentId, terms, size), refusal: null };
  }

  #faultAmongOthers(terms: OrderTerms, proposal: Proposal): RiskRefusal | null {
    const window = this.#seats[proposal.botIndex]?.window;
    if (window === undefined || window.admit(terms, proposal.exchangeTimeMs)) return null;
    return refusal("RISK_INTENT_DUPLICATE", `the same order for ${proposal.exchangeTimeMs} again`);
  }

  #scaled(terms: OrderTerms, market: MarketState): number | RiskRefusal {
    const size = scaledSize(terms, this.#sizeMultiplier, this.#holdings);
    if (size >= Math.min(terms.size, market.definition.minimumOrderSize)) return size;
    return refusal("RISK_BELOW_MIN_SIZE", `${size} after scaling`);
  }

  #reduced(terms: OrderTerms, market: MarketState): number | RiskRefusal {
    const reducible = reducibleSize(terms, market, this.#holdings);
    if (typeof reducible !== "number") return reducible;
    const size = Math.min(terms.size, reducible);
    if (size >= market.definition.minimumOrderSize) return size;
    return refusal("RISK_BELOW_MIN_SIZE", `${size} left to reduce`);
  }
}

/** A bot may hand over something that throws when it is looked at. */
function safelyRead(intent: unknown, market: MarketState): ReturnType<typeof readTerms> {
  try {
    return readTerms(intent, market);
  } catch (error) {
    return refusal("RISK_INTENT_MALFORMED", `what cannot be read: ${thrownText(error)}`);
  }
}

/** Risk never proposes more than getting out. */
function faultOfLayer({ isReduceOnly }: OrderTerms, { layer }: Proposal): RiskRefusal | null {
  if (layer !== "risk" || isReduceOnly) return null;
  return refusal("RISK_INTENT_NOT_REDUCING", "an order of the risk layer that is not reduce-only");
}

function intentOf(
  { botId, market, cause, reasonCode, intent }: Proposal,
  intentId: string,
  terms: OrderTerms,
  size: number,
): OrderIntent {
  return Object.freeze({
    schemaVersion: 1,
    intentId,
    botId,
    marketId: market.definition.marketId,
    tokenId: terms.tokenId,
    side: terms.side,
    price: terms.price,
    size,
    timeInForce: terms.timeInForce,
    isPostOnly: terms.isPostOnly,
    isReduceOnly: terms.isReduceOnly,
    expiresAtMs: terms.expiresAtMs,
    reasonCode,
    correlationId: correlationIdOf(cause.sequence),
    emittedAtMs: cause.timeMs,
    ...extrasOf(intent),
  });
}

type Extras = Pick<OrderIntent, "portfolioId" | "signalRef" | "modelEdgeBps" | "slippageBpsMax">;

/** What a strategy may add for the record; a value that does not fit is left out. */
function extrasOf(intent: unknown): Extras {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field is checked below
  const { portfolioId, signalRef, modelEdgeBps, slippageBpsMax } = intent as Extras;
  return {
    ...(typeof portfolioId === "string" && portfolioId !== "" ? { portfolioId } : {}),
    ...(typeof signalRef === "string" && signalRef !== "" ? { signalRef } : {}),
    ...(Number.isFinite(modelEdgeBps) ? { modelEdgeBps: Number(modelEdgeBps) } : {}),
    ...(isSlippage(slippageBpsMax) ? { slippageBpsMax } : {}),
  };
}

function isSlippage(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 1_000;
}

/** The known fields of whatever a strategy gave, as plain values: what an envelope may carry. */
export function plainIntent(given: unknown): Readonly<Record<string, unknown>> {
  const plain: Record<string, unknown> = {};
  if (typeof given !== "object" || given === null) return plain;
  for (const name of INTENT_FIELDS) {
    const value = fieldOf(given, name);
    if (value === undefined) continue;
    if (typeof value === "number") plain[name] = Number.isFinite(value) ? value : String(value);
    else if (typeof value === "string") plain[name] = value.slice(0, 200);
    else if (typeof value === "boolean" || value === null) plain[name] = value;
    else plain[name] = `a ${typeof value}`;
  }
  return plain;
}

function fieldOf(given: object, name: string): unknown {
  try {
    return Reflect.get(given, name);
  } catch {
    return undefined;
  }
}
