import type { CaptureListener, CaptureParser } from "./capture-message.ts";
import type { CaptureSurvey } from "./capture-survey.ts";
import { CsvCaptureParser } from "./csv-capture.ts";
import { JsonCaptureParser } from "./json-capture.ts";
import { createQuoteParser } from "./quote-table.ts";

/** The parser for a file's format. */
export function createParser(survey: CaptureSurvey, listener: CaptureListener): CaptureParser {
  const { format, header, identity, isOneJsonValue } = survey;
  if (format === "json") return new JsonCaptureParser(isOneJsonValue, listener);
  return withoutHeader(
    format === "csv"
      ? new CsvCaptureParser(header, identity, listener)
      : createQuoteParser(survey, listener),
  );
}

function withoutHeader(parser: CaptureParser): CaptureParser {
  let isHeader = true;
  return {
    readLine(text, line) {
      if (isHeader) isHeader = false;
      else parser.readLine(text, line);
    },
    finish: () => parser.finish(),
  };
}
