/** One packet as it arrived from one of several feeds of the same events. */
export interface RacePacket {
  readonly source: string;
  /** The same for the same event on every source. */
  readonly key: string;
  readonly asset: string;
  /** Rises with every event of the asset. */
  readonly sequence: number;
  readonly timeMs: number;
}

export type RaceOutcome = "accepted" | "duplicate" | "stale";

/** How one source fared. */
export interface RaceTally {
  /** Events this source brought first. */
  readonly wins: number;
  readonly duplicates: number;
  /** Packets older than what was already accepted. */
  readonly stale: number;
}

/** Takes each event from whichever source brings it first. */
export interface FeedRace {
  /** Judges the next packet in order of arrival. @throws RangeError for an unknown source */
  arrive(packet: RacePacket): RaceOutcome;
  tally(source: string): RaceTally;
  /** Mean time by which the first source led the second; `null` before any event came from two. */
  meanLeadMs(): number | null;
}

interface FirstArrival {
  readonly source: string;
  readonly timeMs: number;
  hasFollower: boolean;
}

/**
 * A packet whose key was seen within the time to live is a duplicate; one whose sequence is not above
 * the last accepted of its asset is stale, so a late packet never overwrites newer data. Memory holds
 * the keys of one time to live.
 */
export function createFeedRace(sources: readonly string[], timeToLiveMs: number): FeedRace {
  const tallies = new Map(sources.map((source) => [source, { wins: 0, duplicates: 0, stale: 0 }]));
  const firstArrivals = new Map<string, FirstArrival>();
  const newestSequences = new Map<string, number>();
  let leadMs = 0;
  let leadCount = 0;

  function tallyOf(source: string) {
    const tally = tallies.get(source);
    if (tally === undefined) throw new RangeError(`unknown source "${source}"`);
    return tally;
  }
  function forget(beforeMs: number): void {
    // A map keeps the order of insertion, which is the order of arrival.
    for (const [key, { timeMs }] of firstArrivals) {
      if (timeMs >= beforeMs) return;
      firstArrivals.delete(key);
    }
  }

  return {
    arrive({ source, key, asset, sequence, timeMs }) {
      const tally = tallyOf(source);
      forget(timeMs - timeToLiveMs);
      const first = firstArrivals.get(key);
      if (first !== undefined) {
        tally.duplicates += 1;
        if (first.source !== source && !first.hasFollower) {
          first.hasFollower = true;
          leadMs += timeMs - first.timeMs;
          leadCount += 1;
        }
        return "duplicate";
      }
      firstArrivals.set(key, { source, timeMs, hasFollower: false });
      if (sequence <= (newestSequences.get(asset) ?? -Infinity)) {
        tally.stale += 1;
        return "stale";
      }
      newestSequences.set(asset, sequence);
      tally.wins += 1;
      return "accepted";
    },
    tally: (source) => ({ ...tallyOf(source) }),
    meanLeadMs: () => (leadCount > 0 ? leadMs / leadCount : null),
  };
}
