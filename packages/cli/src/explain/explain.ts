import { PolytradersError, type ReportEnvelope } from "@polytraders/core";
import type { ExplainOptions } from "./explain-options.ts";
import type { CliIo } from "../verb.ts";
import { describeEvent, describeOrder } from "./describe-event.ts";
import { findEnvelopes, findEnvelopesOfOrder } from "./find-envelopes.ts";
import { findRunFolder, readRunIdentity } from "./run-identity.ts";
import { loadExplainers } from "./load-explainers.ts";

/**
 * Prints what the bots saw and decided in one event, or the whole way of one order.
 *
 * @throws PolytradersError RUN_NOT_FOUND, CORRELATION_NOT_FOUND
 */
export async function explain(
  run: string,
  id: string,
  options: ExplainOptions,
  io: CliIo,
): Promise<void> {
  const folder = findRunFolder(run, options.runs, io.workingDirectory);
  const identity = readRunIdentity(folder);
  const ofEvent = await findEnvelopes(folder, id);
  const envelopes = ofEvent.length > 0 ? ofEvent : await findEnvelopesOfOrder(folder, id);
  const first = envelopes[0];
  if (first === undefined) {
    throw new PolytradersError("CORRELATION_NOT_FOUND", {
      found: `no decision, intent or order ${id}`,
      place: { file: folder },
    });
  }
  const explainers = await loadExplainers(identity, io.workingDirectory);
  const text =
    ofEvent.length > 0
      ? describeEvent(first, envelopes, identity, explainers)
      : describeOrder(envelopes, explainers);
  if (options.json === true) io.out(documentOf(id, text, envelopes));
  else io.out(text);
}

function documentOf(
  correlationId: string,
  text: string,
  envelopes: readonly ReportEnvelope[],
): string {
  return JSON.stringify({ schemaVersion: 1, correlationId, text, envelopes });
}
