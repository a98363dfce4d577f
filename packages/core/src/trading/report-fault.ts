import { VALIDATORS } from "../contracts/contracts.ts";
import type { VenueReport } from "../contracts/venue-report.ts";

/** What of a report is not as its contract says; `null` for one that may be taken in. */
export function faultOfReport(report: VenueReport): string | null {
  const validator = VALIDATORS.VenueReport;
  if (validator.accepts(report)) return null;
  const result = validator.parse(report);
  const [issue] = result.ok ? [] : result.issues;
  return `${report.kind}: ${issue?.field ?? ""} ${issue?.message ?? "unreadable"}`;
}
