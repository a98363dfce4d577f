import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";

/** The parts of a behaviour that speak about decisions instead of making them. */
export type BotWords = Pick<BotBehaviour<BotTypes>, "explain" | "health">;

/** A bot's own words for a decision it made, `undefined` when it has none. */
export function ownWordsFor(envelope: ReportEnvelope, words: BotWords): string | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the envelope was made from a decision of this contract
    return words.explain?.(decisionOf(envelope) as never);
  } catch {
    // A bot that cannot explain itself is explained by its reason code.
    return undefined;
  }
}

/** The decision that an envelope was made from, as the bot had it. */
function decisionOf({
  kind,
  signal,
  reasonCode,
  value,
  confidence,
  payload,
  decision,
}: ReportEnvelope): object {
  if (signal !== null) return { signal, reasonCode, value, confidence, payload };
  if (kind === "order_intent") return { intent: payload, reasonCode };
  const hasConstraints = decision === "RESHAPE_REQUIRED";
  return { vote: decision, reasonCode, ...(hasConstraints ? { constraints: payload } : {}) };
}
