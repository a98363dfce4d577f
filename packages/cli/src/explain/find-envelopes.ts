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
  const file = join(folder, "envelopes.ndjson");
  if (!existsSync(file)) {
    throw new PolytradersError("RUN_NOT_FOUND", {
      expected: "envelopes.ndjson in the run's folder",
      found: "none",
      place: { file },
    });
  }
  const marker = `"correlationId":${JSON.stringify(correlationId)}`;
  const found: ReportEnvelope[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, "utf8") })) {
    line += 1;
    if (text.includes(marker)) found.push(parseLine(text, file, line));
    else if (found.length > 0) break;
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
