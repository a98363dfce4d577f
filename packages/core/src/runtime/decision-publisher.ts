import type { BotContract } from "../bot/contract.ts";
import type { Mode } from "../bot/vocabulary.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { DecisionCause } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { Proposal } from "../risk/intent-intake.ts";
import type { BotCounters } from "./bot-counters.ts";
import { envelopeOf, foldDecision, payloadOf, type AcceptedDecision } from "./envelope-of.ts";
import type { HostServices } from "./host-services.ts";

/** The bot in whose name is published. */
export interface PublishingBot {
  readonly contract: BotContract;
  readonly index: number;
  readonly counters: BotCounters;
  readonly configVersion: () => string;
  readonly modeFor: (market: MarketState) => Mode;
  readonly warningsFor: (market: MarketState) => readonly string[];
}

/** Where and when a decision was taken. */
type Place = Pick<Proposal, "market" | "cause" | "exchangeTimeMs">;
type AcceptedIntent = Extract<AcceptedDecision, { kind: "order_intent" }>;

/** Puts one bot's checked decisions on record and brings them to whoever they are for. */
export class DecisionPublisher {
  readonly #services: HostServices;
  readonly #bot: PublishingBot;

  constructor(services: HostServices, bot: PublishingBot) {
    this.#services = services;
    this.#bot = bot;
  }

  /** Answers what risk made of an intent; `null` for everything else. */
  publish(checked: AcceptedDecision, place: Place): RiskDecision | null {
    if (checked.kind === "order_intent") return this.#publishIntent(checked, place);
    const envelope = this.#say(checked, place);
    this.#route(envelope, place.market, place.cause);
    return null;
  }

  /** The intent is on record before anybody judges it. */
  #publishIntent(checked: AcceptedIntent, place: Place): RiskDecision | null {
    const { contract, index: botIndex, counters } = this.#bot;
    const { botId, layer, deduplicationWindowMs } = contract.manifest;
    const proposal: Proposal = {
      botId,
      botIndex,
      layer,
      mode: this.#bot.modeFor(place.market),
      configVersion: this.#bot.configVersion(),
      deduplicationWindowMs,
      intent: checked.decision.intent,
      reasonCode: checked.tally.code,
      ...place,
    };
    const risk = this.#services.risk();
    const number = risk.open(proposal);
    if (number === null) {
      counters.refusedOutputCount += 1;
      return null;
    }
    if (this.#services.kernel.isObserved) this.#say(checked, place);
    else this.#sayUnheard(checked, place.cause);
    return risk.consider(proposal, number);
  }

  /** As {@link #say}, where nobody reads the envelope. */
  #sayUnheard(checked: AcceptedIntent, cause: DecisionCause): void {
    const { kernel } = this.#services;
    this.#bot.counters.note(checked.tally, null, null, cause.timeMs);
    const payload = payloadOf(checked);
    const said = { value: null, confidence: null, payload };
    foldDecision(kernel.hash, this.#bot.index, checked, said);
    kernel.countEnvelope();
  }

  /** Puts a decision on record. */
  #say(checked: AcceptedDecision, place: Place): ReportEnvelope {
    const { kernel } = this.#services;
    const { contract, counters, index } = this.#bot;
    const { market, cause } = place;
    const envelope = envelopeOf(checked, {
      contract,
      configVersion: this.#bot.configVersion(),
      mode: this.#bot.modeFor(market),
      warnings: this.#bot.warningsFor(market),
      sequence: kernel.nextEnvelopeSequence,
      ...place,
    });
    counters.note(checked.tally, envelope.value, envelope.confidence, cause.timeMs);
    foldDecision(kernel.hash, index, checked, envelope);
    kernel.emit(envelope, market);
    return envelope;
  }

  #route(envelope: ReportEnvelope, market: MarketState, cause: DecisionCause): void {
    const { signal, mode } = envelope;
    const { router } = this.#services;
    if (signal === null || mode === "shadow" || !router.hasSubscribers(signal)) return;
    router.route(
      {
        kind: signal,
        botId: this.#bot.contract.manifest.botId,
        marketIndex: market.index,
        timeMs: cause.timeMs,
        value: envelope.value,
        confidence: envelope.confidence,
        reasonCode: envelope.reasonCode,
        payload: envelope.payload,
      },
      market,
      cause,
    );
  }
}
