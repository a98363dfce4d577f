import { formatPrice, formatShares, type ReportEnvelope } from "@polytraders/core";
import type { Explainers } from "./load-explainers.ts";
import { orderWords } from "./order-words.ts";
import type { RunIdentity } from "./run-identity.ts";

/** One plain paragraph: when, what the book was, and what each bot made of it. */
export function describeEvent(
  first: ReportEnvelope,
  envelopes: readonly ReportEnvelope[],
  identity: RunIdentity,
  explainers: Explainers,
): string {
  const time = timeOf(first);
  const market = identity.markets?.[first.marketId] ?? first.marketId;
  const synthetic = identity.origin.kind === "synthetic" ? " of this synthetic market" : "";
  const opening = `At ${time} the book of ${market}${synthetic} ${describeBook(first)}.`;
  return [opening, ...envelopes.map((envelope) => describeDecision(envelope, explainers))].join(
    " ",
  );
}

/** The way of one order, a line for each step. */
export function describeOrder(
  envelopes: readonly ReportEnvelope[],
  explainers: Explainers,
): string {
  return envelopes
    .map((envelope) => `${timeOf(envelope)}  ${describeDecision(envelope, explainers)}`)
    .join("\n");
}

function timeOf({ timeMs }: ReportEnvelope): string {
  return new Date(timeMs).toISOString().replace("T", " ").replace("Z", " UTC");
}

function describeBook({ observed }: ReportEnvelope): string {
  if (observed === null) return "was not looked at";
  const bid =
    observed.bestBidSize === 0
      ? "had no bids"
      : `had a best bid of ${formatPrice(observed.bestBidPrice)} for ${formatShares(observed.bestBidSize)} shares`;
  const ask =
    observed.bestAskSize === 0
      ? "no asks"
      : `a best ask of ${formatPrice(observed.bestAskPrice)} for ${formatShares(observed.bestAskSize)} shares`;
  return `${bid} and ${ask}`;
}

function describeDecision(envelope: ReportEnvelope, explainers: Explainers): string {
  const host = explainers.get(envelope.botId);
  const name = host?.contract.manifest.name ?? envelope.botId;
  const words = host?.explain(envelope) ?? orderWords(envelope) ?? defaultWords(envelope);
  const meaning = host?.contract.manifest.reasonCodes[envelope.reasonCode]?.meaning;
  const code = meaning === undefined ? envelope.reasonCode : `${envelope.reasonCode}: ${meaning}`;
  const warnings =
    envelope.warnings.length === 0 ? "" : ` Warnings: ${envelope.warnings.join("; ")}.`;
  return `${name} (${envelope.mode}) ${sentence(words)} Reason ${sentence(code)}${warnings}`;
}

function defaultWords(envelope: ReportEnvelope): string {
  if (envelope.decision !== null) return `voted ${envelope.decision}`;
  if (envelope.value === null) return `gave no ${envelope.signal ?? "output"}`;
  const confidence = envelope.confidence === null ? "" : ` with confidence ${envelope.confidence}`;
  return `reported ${envelope.signal} ${envelope.value}${confidence}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
