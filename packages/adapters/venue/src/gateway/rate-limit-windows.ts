import type { EpochMs } from "@polytraders/core";

/** A limit by address: so many requests in each window. */
export interface AddressLimit {
  /** Name of the counter; routes that share a limit share its name. */
  readonly name: string;
  readonly requestsMax: number;
  readonly windowMs: number;
}

const TEN_SECONDS_MS = 10_000;
const TEN_MINUTES_MS = 600_000;

const tenSeconds = (name: string, requestsMax: number): AddressLimit => ({
  name,
  requestsMax,
  windowMs: TEN_SECONDS_MS,
});

const tenMinutes = (name: string, requestsMax: number): AddressLimit => ({
  name: `${name} in 10 min`,
  requestsMax,
  windowMs: TEN_MINUTES_MS,
});

const GENERAL = tenSeconds("general", 15_000);
const CLOB = tenSeconds("clob", 9_000);
const GAMMA = tenSeconds("gamma", 4_000);
const DATA = tenSeconds("data", 1_000);
const SINGLE = tenSeconds("market data", 1_500);
const BATCH = tenSeconds("market data batches", 500);
const HISTORY = tenSeconds("prices history", 1_000);
const TICK_SIZE = tenSeconds("tick size", 200);
const BALANCE = tenSeconds("balance", 200);
const BALANCE_UPDATE = tenSeconds("balance update", 50);
const LEDGER = tenSeconds("ledger", 900);
const OWN_DATA = tenSeconds("own orders and trades", 500);
const NOTIFICATIONS = tenSeconds("notifications", 125);
const AUTH = tenSeconds("auth", 100);

/** Limits of single routes, by verb and path pattern. */
const LIMITS_BY_ROUTE: Readonly<Record<string, readonly AddressLimit[]>> = {
  "GET /book": [SINGLE],
  "GET /price": [SINGLE],
  "GET /midpoint": [SINGLE],
  "POST /books": [BATCH],
  "POST /prices": [BATCH],
  "POST /midpoints": [BATCH],
  "POST /spreads": [BATCH],
  "POST /last-trades-prices": [BATCH],
  "GET /prices-history": [HISTORY],
  "POST /batch-prices-history": [HISTORY],
  "GET /tick-size": [TICK_SIZE],
  "GET /tick-size/{id}": [TICK_SIZE],
  "GET /balance-allowance": [BALANCE],
  "GET /balance-allowance/update": [BALANCE_UPDATE],
  "GET /data/order/{id}": [LEDGER],
  "GET /data/orders": [LEDGER, OWN_DATA],
  "GET /data/trades": [LEDGER, OWN_DATA],
  "GET /notifications": [LEDGER, NOTIFICATIONS],
  "DELETE /notifications": [LEDGER, NOTIFICATIONS],
  "POST /order": [tenSeconds("post order", 5_000), tenMinutes("post order", 120_000)],
  "DELETE /order": [tenSeconds("delete order", 5_000), tenMinutes("delete order", 120_000)],
  "POST /orders": [tenSeconds("post orders", 2_000), tenMinutes("post orders", 21_000)],
  "DELETE /orders": [tenSeconds("delete orders", 2_000), tenMinutes("delete orders", 15_000)],
  "DELETE /cancel-all": [tenSeconds("cancel all", 250), tenMinutes("cancel all", 6_000)],
  "DELETE /cancel-market-orders": [
    tenSeconds("cancel market", 1_500),
    tenMinutes("cancel market", 21_000),
  ],
  "GET gamma:/events": [tenSeconds("gamma events", 500)],
  "GET gamma:/events/keyset": [tenSeconds("gamma events", 500)],
  "GET gamma:/markets": [tenSeconds("gamma markets", 300)],
  "GET gamma:/markets/keyset": [tenSeconds("gamma markets", 300)],
  "GET data:/trades": [tenSeconds("data trades", 200)],
  "GET data:/positions": [tenSeconds("data positions", 150)],
};

/** Every limit by address that a route counts against. */
export function addressLimitsOf(route: string): readonly AddressLimit[] {
  const found = ofRoute.get(route);
  if (found !== undefined) return found;
  const path = route.slice(route.indexOf(" ") + 1);
  const limits = [GENERAL, hostLimitOf(path), ...(LIMITS_BY_ROUTE[route] ?? [])];
  if (path.startsWith("/auth/")) limits.push(AUTH);
  // Patterns are a fixed list; anything else would let a client fill the memory.
  if (ofRoute.size < 500) ofRoute.set(route, limits);
  return limits;
}

const ofRoute = new Map<string, readonly AddressLimit[]>();

function hostLimitOf(path: string): AddressLimit {
  if (path.startsWith("gamma:")) return GAMMA;
  return path.startsWith("data:") ? DATA : CLOB;
}

interface Window {
  index: number;
  used: number;
  /** Requests of this window that were put off to the next one. */
  putOff: number;
}

/** Addresses remembered at a time; the longest unseen is forgotten first. */
const ADDRESSES_MAX = 10_000;

/**
 * Counters by address. What exceeds a window is put off to the next one, as long as that one still
 * has room; only then is it refused.
 */
export class AddressWindows {
  readonly #byAddress = new Map<string, Map<string, Window>>();

  /**
   * @returns how long the request waits, 0 when it passes at once; or `null` with nothing counted
   *   when it is refused
   */
  admit(address: string, limits: readonly AddressLimit[], nowMs: EpochMs): number | null {
    const windows = this.#windowsOf(address);
    let waitMs = 0;
    for (const limit of limits) {
      const wait = waitOf(currentWindow(windows, limit, nowMs), limit, nowMs);
      if (wait === null) return null;
      if (wait > waitMs) waitMs = wait;
    }
    for (const limit of limits) {
      const window = currentWindow(windows, limit, nowMs);
      if (window.used < limit.requestsMax) window.used += 1;
      else window.putOff += 1;
    }
    return waitMs;
  }

  #windowsOf(address: string): Map<string, Window> {
    const found = this.#byAddress.get(address);
    const windows = found ?? new Map<string, Window>();
    if (found === undefined && this.#byAddress.size >= ADDRESSES_MAX) {
      const [oldest] = this.#byAddress.keys();
      if (oldest !== undefined) this.#byAddress.delete(oldest);
    }
    if (found === undefined) this.#byAddress.set(address, windows);
    return windows;
  }
}

function currentWindow(windows: Map<string, Window>, limit: AddressLimit, nowMs: EpochMs): Window {
  const index = Math.floor(nowMs / limit.windowMs);
  const window = windows.get(limit.name);
  if (window === undefined) {
    const fresh: Window = { index, used: 0, putOff: 0 };
    windows.set(limit.name, fresh);
    return fresh;
  }
  if (window.index !== index) {
    // What was put off arrives in the window after.
    window.used = index === window.index + 1 ? window.putOff : 0;
    window.putOff = 0;
    window.index = index;
  }
  return window;
}

function waitOf(window: Window, limit: AddressLimit, nowMs: EpochMs): number | null {
  if (window.used < limit.requestsMax) return 0;
  if (window.putOff >= limit.requestsMax) return null;
  return (window.index + 1) * limit.windowMs - nowMs;
}
