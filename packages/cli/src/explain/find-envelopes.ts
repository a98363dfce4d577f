import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PolytradersError, reportEnvelopeSchema, type ReportEnvelope } from "@polytraders/core";

/**
 * Envelopes of one event, in order. Reads the file as a stream and parses only the lines that name
 * the id.
 *
 * @throws PolytradersError RUN_NOT_FOUND when the run kept no envelopes or a line is damaged
 */
export async function findEnvelopes(
  folder: string,
  correlationId: string,
): Promise<ReportEnvelope[]> {
  return readEnvelopes(folder, [`"correlationId":${JSON.stringify(correlationId)}`], true);
}

/** Envelopes of one order, from intent to settlement, by the id of either. Throws as the above. */
export async function findEnvelopesOfOrder(folder: string, id: string): Promise<ReportEnvelope[]> {
  const text = JSON.stringify(id);
  return readEnvelopes(folder, [`"orderId":${text}`, `"intentId":${text}`], false);
}

/** @param isTogether - true where the wanted lines follow one another */
async function readEnvelopes(
  folder: string,
  markers: readonly string[],
  isTogether: boolean,
): Promise<ReportEnvelope[]> {
  const file = join(folder, "envelopes.ndjson");
  if (!existsSync(file)) {
    throw new PolytradersError("RUN_NOT_FOUND", {
      expected: "envelopes.ndjson in the run's folder",
      found: "none",
      place: { file },
    });
  }
  const found: ReportEnvelope[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, "utf8") })) {
    line += 1;
    const isWanted = markers.some((marker) => text.includes(marker));
    if (isWanted) found.push(parseLine(text, file, line));
    else if (isTogether && found.length > 0) break;
  }
  return found;
}

function parseLine(text: string, file: string, line: number): ReportEnvelope {
  try {
    return reportEnvelopeSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PolytradersError("RUN_NOT_FOUND", {
      expected: "an envelope on each line",
      found: "a damaged line",
      place: { file, line },
      cause,
    });
  }
}
