import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";

/** The parts of a behaviour that speak about decisions instead of making them. */
export type BotWords = Pick<BotBehaviour<BotTypes>, "explain" | "health">;

/** A bot's own words for a decision it made, `undefined` when it has none. */
export function ownWordsFor(envelope: ReportEnvelope, words: BotWords): string | undefined {
  const { signal, reasonCode, value, confidence, payload, decision } = envelope;
  const made =
    signal === null
      ? { vote: decision, reasonCode }
      : { signal, reasonCode, value, confidence, payload };
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the envelope was made from a decision of this contract
    return words.explain?.(made as never);
  } catch {
    // A bot that cannot explain itself is explained by its reason code.
    return undefined;
  }
}
