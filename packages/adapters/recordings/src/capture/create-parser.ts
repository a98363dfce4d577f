import type { CaptureListener, CaptureParser } from "./capture-message.ts";
import type { CaptureSurvey } from "./capture-survey.ts";
import { CsvCaptureParser } from "./csv-capture.ts";

/** The parser for a file's format; the header line of a table is skipped. */
export function createParser(survey: CaptureSurvey, listener: CaptureListener): CaptureParser {
  const parser = new CsvCaptureParser(survey.header, survey.identity, listener);
  let isHeader = true;
  return {
    readLine(text, line) {
      if (isHeader) isHeader = false;
      else parser.readLine(text, line);
    },
    finish: () => parser.finish(),
  };
}
