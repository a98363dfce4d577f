import type { EpochMs } from "../domain/units.ts";

/** How the venue is doing, as the shell sees it. */
export interface VenueHealth {
  /** What the venue takes now; `unreachable` also when nothing is known. */
  readonly status: "open" | "cancel_only" | "post_only" | "closed_only" | "closed" | "unreachable";
  readonly statusSinceMs: EpochMs;
  /** The venue's last word on whether our address may trade; `null` before it was asked. */
  readonly isGeoblocked: boolean | null;
  /** Country of the geoblock answer, ISO 3166-1 alpha-2; `null` before it was asked. */
  readonly country: string | null;
  /** When the venue was last heard of on any channel; `null` before the first time. */
  readonly heardAtMs: EpochMs | null;
  /** Requests left in the current window by kind of request; absent where there is no limit. */
  requestsLeft(kind: "place" | "cancel"): number | null;
  /** Native gas left in the wallet, in units of 1e-6 POL; `null` where none is needed. */
  readonly gasMicroPol: number | null;
}
