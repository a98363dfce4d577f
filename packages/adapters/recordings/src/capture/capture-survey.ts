import { PolytradersError } from "@polytraders/core";
import { parseHeader, splitCsvLine, type CsvHeader } from "./csv-row.ts";
import { hashFile } from "./file-hash.ts";
import { fileStem, LineSplitter, readText } from "./file-lines.ts";
import {
  CAPTURE_COLUMNS,
  hasColumns,
  PAIRED_COLUMNS,
  refuseHeader,
  SUMMARY_COLUMNS,
} from "./table-header.ts";

/** Format of an input file, told from its first line. */
export type CaptureFormat = "csv" | "quotes" | "json";

/** What a first pass over a file finds out, before any row is used. */
export interface CaptureSurvey {
  readonly path: string;
  readonly sha256: string;
  readonly format: CaptureFormat;
  /** Length of the decoded text, for progress. */
  readonly characters: number;
  /** Columns of a table, empty for JSON. */
  readonly header: CsvHeader;
  readonly identity: CaptureIdentity;
  /** True when the venue's own trade messages are in the file, so that none need to be inferred. */
  readonly hasTrades: boolean;
  /** True when the first line only opens a JSON value: the file is one pretty-printed value. */
  readonly isOneJsonValue: boolean;
}

/** Which market a table row belongs to. */
export class CaptureIdentity {
  readonly stem: string;
  private readonly slugColumn: number;
  private readonly idColumns: readonly number[];
  private readonly idBySlug = new Map<string, string>();

  constructor(header: CsvHeader, stem: string) {
    this.stem = stem;
    this.slugColumn = header.get("market_slug") ?? -1;
    this.idColumns = [header.get("market") ?? -1, header.get("market_id") ?? -1];
  }

  /** Notes the id a row states for its slug; some recorders leave it empty in parts of a file. */
  learn(fields: readonly string[]): void {
    const slug = fields[this.slugColumn] ?? "";
    const id = this.statedId(fields);
    if (id === "") return;
    const known = this.idBySlug.get(slug);
    if (known === undefined || (!isConditionId(known) && isConditionId(id))) {
      this.idBySlug.set(slug, id);
    }
  }

  /** Condition id where the file knows it, else the numeric Gamma id, else slug, else file stem. */
  ofCsvRow(fields: readonly string[]): { marketId: string; slug: string } {
    const slug = fields[this.slugColumn] ?? "";
    const stated = this.slugColumn < 0 ? this.statedId(fields) : "";
    const marketId = stated || this.idBySlug.get(slug) || slug || this.stem;
    return { marketId, slug: slug || this.stem };
  }

  private statedId(fields: readonly string[]): string {
    for (const column of this.idColumns) {
      const id = fields[column];
      if (id !== undefined && id !== "") return id;
    }
    return "";
  }
}

/**
 * Reads a file once: content hash, format, market ids, and whether trades were recorded.
 *
 * @throws DATA_FILE_UNREADABLE, DATA_FORMAT_UNKNOWN, DATA_COLUMN_MISSING, DATA_QUOTES_MISSING
 */
export async function surveyCapture(path: string): Promise<CaptureSurvey> {
  const sha256 = await hashFile(path);
  const scan = new SurveyScan(path);
  try {
    for await (const piece of readText(path)) scan.push(piece);
  } catch (error) {
    const isDamage = error instanceof PolytradersError && error.code === "DATA_FILE_TRUNCATED";
    if (!isDamage) throw error;
  }
  return { path, sha256, ...scan.finish() };
}

const JSON_TRADE = /"event_type\\?"\s*:\s*\\?"last_trade_price/;

class SurveyScan {
  private readonly path: string;
  private readonly lines: LineSplitter;
  private format: CaptureFormat | undefined;
  private header: CsvHeader = new Map();
  private identity: CaptureIdentity;
  private typeColumn = -1;
  private hasTrades = false;
  private isOneJsonValue = false;
  private characters = 0;

  constructor(path: string) {
    this.path = path;
    this.identity = new CaptureIdentity(this.header, fileStem(path));
    this.lines = new LineSplitter((text) => this.readLine(text));
  }

  push(piece: string): void {
    this.characters += piece.length;
    this.lines.push(piece);
  }

  finish(): Omit<CaptureSurvey, "path" | "sha256"> {
    this.lines.finish();
    if (this.format === undefined) {
      throw new PolytradersError("DATA_FORMAT_UNKNOWN", {
        found: "an empty file",
        place: { file: this.path },
      });
    }
    const { format, header, identity, hasTrades, isOneJsonValue, characters } = this;
    return { format, header, identity, hasTrades, isOneJsonValue, characters };
  }

  private readLine(text: string): void {
    if (this.format === undefined) {
      if (text.trim() !== "") this.readFirstLine(text);
    } else if (this.format === "json") {
      if (!this.hasTrades && text.includes("last_trade_price"))
        this.hasTrades = JSON_TRADE.test(text);
    } else if (this.format === "csv") {
      const fields = splitCsvLine(text);
      if (fields.length !== this.header.size) return;
      this.identity.learn(fields);
      if (fields[this.typeColumn] === "last_trade_price") this.hasTrades = true;
    }
  }

  private readFirstLine(text: string): void {
    if (/^\s*[[{]/.test(text) || /^\s*(PONG|PING)\s*$/.test(text)) {
      this.format = "json";
      this.isOneJsonValue = /^\s*[[{][\s[{]*$/.test(text);
      return this.readLine(text);
    }
    this.header = parseHeader(text);
    const has = (columns: readonly string[]): boolean => hasColumns(this.header, columns);
    if (has(CAPTURE_COLUMNS)) this.format = "csv";
    else if (has(PAIRED_COLUMNS) || has(SUMMARY_COLUMNS)) this.format = "quotes";
    else throw refuseHeader(this.header, this.path);
    this.identity = new CaptureIdentity(this.header, fileStem(this.path));
    this.typeColumn = this.header.get("event_type") ?? -1;
  }
}

function isConditionId(id: string): boolean {
  return id.startsWith("0x");
}
