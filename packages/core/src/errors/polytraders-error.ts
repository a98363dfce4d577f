import { ERRORS, type ErrorCode } from "./error-table.ts";
import { isSecretField, redact, REDACTED } from "./redact.ts";
import type { ErrorRow } from "./error-row.ts";

/** Where in somebody's input an error lies. */
export interface ErrorPlace {
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** Path of the field, such as `parameters.windowSeconds.hard`. */
  readonly field?: string;
}

/** What a caller says about one occurrence of an error. Named secrets are taken out of its texts. */
export interface ErrorDetail {
  /** What was found instead of what the table expects. */
  readonly found: string;
  /** Replaces the table's wording where the occurrence knows better. */
  readonly expected?: string;
  readonly hint?: string;
  readonly place?: ErrorPlace;
  readonly cause?: unknown;
}

/** The one error class. Its code is permanent and documented in `docs/errors.md`. */
export class PolytradersError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
  override readonly name = "PolytradersError";

  constructor(code: ErrorCode, detail: ErrorDetail) {
    const safe = withoutSecrets(detail);
    super(describeError(code, safe), detail.cause === undefined ? {} : { cause: detail.cause });
    this.code = code;
    this.detail = safe;
  }

  /** The row of the table this error belongs to. */
  get row(): ErrorRow {
    return ERRORS[this.code];
  }
}

/** One readable line: place, what was expected, what was found, what to do. Holds no named secret. */
export function describeError(code: ErrorCode, occurrence: ErrorDetail): string {
  const row = ERRORS[code];
  const detail = withoutSecrets(occurrence);
  const place = formatPlace(detail.place);
  const expected = detail.expected ?? row.expected;
  const advice = detail.hint ?? row.remedy;
  return `${place}${code}: expected ${expected}, found ${detail.found}. ${advice}`;
}

/** `file:line:column field: `, with what is known. */
export function formatPlace(place: ErrorPlace | undefined): string {
  if (place === undefined) return "";
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined);
  const parts = [position.join(":"), place.field ?? ""].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join(" ")}: `;
}

function withoutSecrets(detail: ErrorDetail): ErrorDetail {
  const isSecret = isSecretField(detail.place?.field ?? "");
  return {
    ...detail,
    found: isSecret ? REDACTED : redact(detail.found),
    ...(detail.expected === undefined ? {} : { expected: redact(detail.expected) }),
    ...(detail.hint === undefined ? {} : { hint: redact(detail.hint) }),
  };
}
