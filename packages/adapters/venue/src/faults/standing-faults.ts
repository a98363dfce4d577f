import type { EpochMs } from "@polytraders/core";
import type { FeedFrame } from "../feed/feed-frame.ts";
import type { FaultTargets } from "./fault-targets.ts";

/** A channel that says nothing. */
interface Freeze {
  readonly channel: "market" | "user" | "both";
  readonly targets: FaultTargets;
}

/** Frames that are being lost, and who would have received the last one of each market. */
interface Gap {
  readonly targets: FaultTargets;
  readonly lost: Map<string, (frame: FeedFrame) => void>;
}

interface SilentTickChange {
  readonly conditionId: string;
  readonly timeMs: EpochMs;
}

/** What has begun and not ended yet. */
export class StandingFaults {
  readonly freezes = new Set<Freeze>();
  readonly gaps = new Set<Gap>();
  readonly silentTickChanges = new Set<SilentTickChange>();
  /** Whose heartbeats are lost. */
  readonly heartbeatLosses = new Set<FaultTargets>();
  readonly skews = new Set<{ readonly skewMs: number }>();
  readonly modes = new Set<{ readonly endsAtMs: EpochMs }>();
  /** Locked amounts by account and asset, of all faults together. */
  readonly locks = new Map<string, number>();

  /**
   * True while a channel says nothing to anybody about a market, or at all when it is `null`.
   * Freezes of single sessions are left out.
   */
  isFrozen(channel: "market" | "user", conditionId: string | null): boolean {
    for (const freeze of this.freezes) {
      if (freeze.channel !== "both" && freeze.channel !== channel) continue;
      const isForAll = channel === "market" || !freeze.targets.hasSessions;
      if (isForAll && freeze.targets.hasMarket(conditionId)) return true;
    }
    return false;
  }

  /** True while the user channel says nothing to a session. */
  isUserFrozen(names: readonly (string | null)[], conditionId: string | null): boolean {
    for (const { channel, targets } of this.freezes) {
      if (channel === "market") continue;
      if (targets.hasMarket(conditionId) && targets.hasSession(names)) return true;
    }
    return false;
  }

  /** True when the frame is lost to something that stands. */
  swallows(frame: FeedFrame, deliver: (frame: FeedFrame) => void): boolean {
    const { conditionId } = frame;
    let isLost = this.freezes.size > 0 && this.isFrozen("market", conditionId);
    for (const { targets, lost } of this.gaps) {
      if (!targets.hasMarket(conditionId)) continue;
      lost.set(conditionId, deliver);
      isLost = true;
    }
    return isLost || (frame.kind === "tick_size_change" && this.#isSilentTickChange(frame));
  }

  losesHeartbeat(names: readonly (string | null)[]): boolean {
    for (const targets of this.heartbeatLosses) {
      if (targets.hasSession(names)) return true;
    }
    return false;
  }

  get clockSkewMs(): number {
    let sum = 0;
    for (const { skewMs } of this.skews) sum += skewMs;
    return sum;
  }

  /** When the last mode that a fault has set ends. */
  get modeEndsAtMs(): EpochMs | null {
    let last: EpochMs | null = null;
    for (const { endsAtMs } of this.modes) last = Math.max(last ?? 0, endsAtMs);
    return last;
  }

  #isSilentTickChange({ conditionId, timeMs }: FeedFrame): boolean {
    for (const change of this.silentTickChanges) {
      if (change.conditionId === conditionId && change.timeMs === timeMs) return true;
    }
    return false;
  }
}
