import type { VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs } from "../domain/units.ts";
import type { VenueHealth } from "../ports/venue-health.ts";

/** How the venue is doing, as far as its reports tell. Nothing is known before the first of them. */
export class VenueCondition implements VenueHealth {
  status: VenueHealth["status"] = "unreachable";
  statusSinceMs: EpochMs = 0;
  isGeoblocked: boolean | null = null;
  country: string | null = null;
  heardAtMs: EpochMs | null = null;
  readonly gasMicroPol: number | null = null;

  requestsLeft(): number | null {
    return null;
  }

  /** @returns whether anything but the time is new */
  take(report: VenueReportOf<"venue_status_changed">, nowMs: EpochMs): boolean {
    const { status, isGeoblocked, country } = report;
    const isNew =
      status !== this.status || isGeoblocked !== this.isGeoblocked || country !== this.country;
    if (status !== this.status) this.statusSinceMs = nowMs;
    this.status = status;
    this.isGeoblocked = isGeoblocked;
    this.country = country;
    return isNew;
  }
}
