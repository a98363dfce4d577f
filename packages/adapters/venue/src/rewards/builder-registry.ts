import { PolytradersError, type EpochMs } from "@polytraders/core";
import type { BuilderFees } from "../exchange/exchange.ts";

const TAKER_BPS_MAX = 100;
const MAKER_BPS_MAX = 50;
const DAY_MS = 86_400_000;
const NOTICE_MS = 3 * DAY_MS;
const COOLDOWN_MS = 7 * DAY_MS;

/** Builders and what they charge, by `bytes32` code. */
export interface BuilderRegistry {
  /** Fees from now on, for a world that is set up. Throws `VENUE_COMMAND_INVALID` beyond the caps. */
  set(builderCode: string, fees: BuilderFees): void;
  /**
   * A builder's own change, as the venue allows it: in force after three days' notice, and not again
   * within seven days of the last one. Answers when it comes into force, `null` when it is too early.
   */
  announce(builderCode: string, fees: BuilderFees, nowMs: EpochMs): EpochMs | null;
  /** What the builder charges at a time; `undefined` for one that is not registered. */
  feesOf(builderCode: string, nowMs: EpochMs): BuilderFees | undefined;
}

interface Row {
  fees: BuilderFees;
  announced: { readonly fees: BuilderFees; readonly fromMs: EpochMs } | null;
  announcedAtMs: EpochMs | null;
}

export function createBuilderRegistry(): BuilderRegistry {
  const rows = new Map<string, Row>();
  return {
    set: (builderCode, fees) => {
      rows.set(builderCode.toLowerCase(), {
        fees: checked(fees),
        announced: null,
        announcedAtMs: null,
      });
    },
    announce: (builderCode, fees, nowMs) => {
      const row = rows.get(builderCode.toLowerCase());
      const present = feesAt(row, nowMs) ?? { takerBps: 0, makerBps: 0 };
      const lastMs = row?.announcedAtMs ?? null;
      const announced = { fees: checked(fees), fromMs: nowMs + NOTICE_MS };
      if (lastMs !== null && nowMs - lastMs < COOLDOWN_MS) return null;
      rows.set(builderCode.toLowerCase(), { fees: present, announced, announcedAtMs: nowMs });
      return announced.fromMs;
    },
    feesOf: (builderCode, nowMs) => feesAt(rows.get(builderCode.toLowerCase()), nowMs),
  };
}

function feesAt(row: Row | undefined, nowMs: EpochMs): BuilderFees | undefined {
  if (row === undefined) return undefined;
  return row.announced !== null && nowMs >= row.announced.fromMs ? row.announced.fees : row.fees;
}

function checked(fees: BuilderFees): BuilderFees {
  requireBasisPoints("taker", fees.takerBps, TAKER_BPS_MAX);
  requireBasisPoints("maker", fees.makerBps, MAKER_BPS_MAX);
  return fees;
}

function requireBasisPoints(role: string, found: number, max: number): void {
  if (Number.isInteger(found) && found >= 0 && found <= max) return;
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    found: `a builder's ${role} fee of ${found} basis points; whole ones from 0 to ${max} are allowed`,
  });
}
