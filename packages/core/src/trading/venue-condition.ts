import type { VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs } from "../domain/units.ts";
import type { VenueHealth } from "../ports/venue-health.ts";

/** How the venue is doing, as far as its reports tell. Nothing is known before the first of them. */
export class VenueCondition implements VenueHealth {
  status: VenueHealth["status"] = "unreachable";
  statusSinceMs: EpochMs = 0;
  isGeoblocked: boolean | null = null;
  country: string | null = null;
  /** Kernel time of the newest report, `null` before the first. */
  reportedAtMs: EpochMs | null = null;
  readonly gasMicroPol: number | null = null;

  readonly #feedHeardAtMs: () => EpochMs;

  /** @param feedHeardAtMs - kernel time of the newest market data, 0 before the first */
  constructor(feedHeardAtMs: () => EpochMs) {
    this.#feedHeardAtMs = feedHeardAtMs;
  }

  /** Market data comes from the venue, too. */
  get heardAtMs(): EpochMs | null {
    const newest = Math.max(this.reportedAtMs ?? 0, this.#feedHeardAtMs());
    return newest === 0 ? null : newest;
  }

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
