import { createHash } from "node:crypto";
import {
  BATCH_ROWS,
  createBatch,
  MarketStatusCode,
  PolytradersError,
  RowFlag,
  RowKind,
  type DataOrigin,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import { MergeHeap } from "../merge-heap.ts";
import type { Recording } from "./open-recording.ts";

/** Where a recording's market lies in the merged list. */
interface MarketPlace {
  readonly index: number;
  /** True when the recording saw the two tokens in the other order. */
  readonly isSwapped: boolean;
}

/**
 * Several recordings read as one: frames merged by time, then market, then recording, with market
 * indexes mapped onto the sorted union. The order of the recordings makes no difference.
 */
export class MergedSource implements MarketDataSource {
  readonly origin: DataOrigin;
  readonly markets: readonly MarketDefinition[];
  readonly rowCount: number;
  /** The recordings merged, in an order that does not depend on the caller. */
  readonly recordings: readonly Recording[];
  private readonly places: readonly (readonly MarketPlace[])[];

  /** @throws DATA_MARKET_OVERLAPS, DATA_TOKEN_UNEXPECTED when two recordings disagree on a market */
  constructor(recordings: readonly Recording[]) {
    this.recordings = recordings.toSorted((a, b) =>
      a.origin.fingerprint < b.origin.fingerprint ? -1 : 1,
    );
    refuseOverlaps(this.recordings);
    this.markets = unionOfMarkets(this.recordings);
    const indexes = new Map(this.markets.map((market, index) => [market.marketId, index]));
    this.places = this.recordings.map((recording) =>
      recording.markets.map((market) => placeOf(market, indexes, this.markets)),
    );
    this.rowCount = this.recordings.reduce((sum, recording) => sum + recording.rowCount, 0);
    this.origin = originOf(this.recordings);
  }

  async *batches(): AsyncGenerator<MarketDataBatch> {
    const cursors = this.recordings.map(
      (recording, rank) => new RecordingCursor(recording, this.places[rank] ?? [], rank),
    );
    try {
      for (const cursor of cursors) await cursor.load();
      const open = cursors.filter((cursor) => !cursor.isOver);
      const heap = new MergeHeap(open, compareHeads);
      const out = createBatch(BATCH_ROWS);
      for (let cursor = heap.least; cursor !== undefined; cursor = heap.least) {
        while (!cursor.copyFrame(out)) {
          if (out.length === BATCH_ROWS) {
            yield out;
            out.length = 0;
          }
          if (cursor.isSpent) await cursor.load();
          if (cursor.isOver) break;
        }
        if (cursor.isSpent) await cursor.load();
        heap.settle(cursor.isOver);
      }
      if (out.length > 0) yield out;
    } finally {
      for (const cursor of cursors) await cursor.close();
    }
  }
}

/** Position in one recording, at the first row of a frame between calls of `copyFrame`. */
class RecordingCursor {
  readonly rank: number;
  isOver = false;
  timeMs = 0;
  market = -1;
  private readonly places: readonly MarketPlace[];
  private readonly source: AsyncGenerator<MarketDataBatch>;
  private batch: MarketDataBatch = createBatch(0);
  private at = 0;

  constructor(recording: Recording, places: readonly MarketPlace[], rank: number) {
    this.source = recording.batches();
    this.places = places;
    this.rank = rank;
  }

  /** True when the next batch has to be loaded. */
  get isSpent(): boolean {
    return !this.isOver && this.at >= this.batch.length;
  }

  async load(): Promise<void> {
    const next = await this.source.next();
    if (next.done === true) this.isOver = true;
    else {
      this.batch = next.value;
      this.at = 0;
      this.readHead();
    }
  }

  async close(): Promise<void> {
    await this.source.return(undefined);
  }

  /** Copies rows up to the end of the frame. @returns false when the batch or `out` ended first */
  copyFrame(out: MarketDataBatch): boolean {
    const { batch } = this;
    while (this.at < batch.length && out.length < BATCH_ROWS) {
      const flags = batch.flags[this.at] ?? 0;
      this.copyRow(out, this.at, flags);
      this.at += 1;
      if ((flags & RowFlag.FrameEnd) !== 0) {
        this.readHead();
        return true;
      }
    }
    return false;
  }

  private readHead(): void {
    const { batch, at } = this;
    if (at >= batch.length) return;
    this.timeMs = batch.timeMs[at] ?? 0;
    const isHeartbeat = batch.kind[at] === RowKind.Heartbeat;
    this.market = isHeartbeat ? -1 : (this.places[batch.market[at] ?? 0]?.index ?? 0);
  }

  private copyRow(out: MarketDataBatch, from: number, flags: number): void {
    const { batch } = this;
    const to = out.length;
    const place = this.places[batch.market[from] ?? 0];
    const kind = batch.kind[from] ?? 0;
    const price = batch.price[from] ?? 0;
    const isSwapped = place?.isSwapped ?? false;
    out.timeMs[to] = batch.timeMs[from] ?? 0;
    out.exchangeTimeMs[to] = batch.exchangeTimeMs[from] ?? 0;
    out.market[to] = place?.index ?? 0;
    out.kind[to] = kind;
    out.side[to] = batch.side[from] ?? 0;
    out.flags[to] = isSwapped ? flags ^ RowFlag.SecondToken : flags;
    out.price[to] = isSwapped && kind === RowKind.Status ? swapWinner(price) : price;
    out.size[to] = batch.size[from] ?? 0;
    out.length = to + 1;
  }
}

function compareHeads(a: RecordingCursor, b: RecordingCursor): number {
  return a.timeMs - b.timeMs || a.market - b.market || a.rank - b.rank;
}

function swapWinner(status: number): number {
  if (status === MarketStatusCode.ResolvedFirst) return MarketStatusCode.ResolvedSecond;
  if (status === MarketStatusCode.ResolvedSecond) return MarketStatusCode.ResolvedFirst;
  return status;
}

function placeOf(
  market: MarketDefinition,
  indexes: ReadonlyMap<string, number>,
  union: readonly MarketDefinition[],
): MarketPlace {
  const index = indexes.get(market.marketId) ?? 0;
  const [first, second] = union[index]?.tokenIds ?? ["", ""];
  const [own, other] = market.tokenIds;
  const isSwapped = own !== first;
  const agrees = isSwapped
    ? own === second && (other === first || other === "")
    : other === second || other === "";
  if (agrees) return { index, isSwapped };
  throw new PolytradersError("DATA_TOKEN_UNEXPECTED", {
    found: `tokens ${own} and ${other} in one recording, ${first} and ${second} in another`,
    hint: `Market ${market.marketId} cannot be the same in both; leave one recording out.`,
  });
}

/** One definition per market: the earliest recording's, completed by the others. */
function unionOfMarkets(recordings: readonly Recording[]): MarketDefinition[] {
  const union = new Map<string, MarketDefinition>();
  const byTime = recordings
    .flatMap((recording) =>
      recording.markets.map((market, index) => ({
        market,
        firstTimeMs: recording.manifest.reports[index]?.firstTimeMs ?? 0,
      })),
    )
    .toSorted((a, b) => a.firstTimeMs - b.firstTimeMs);
  for (const { market } of byTime) {
    const known = union.get(market.marketId);
    union.set(market.marketId, known === undefined ? market : completed(known, market));
  }
  return [...union.values()].toSorted((a, b) => (a.marketId < b.marketId ? -1 : 1));
}

function completed(known: MarketDefinition, other: MarketDefinition): MarketDefinition {
  const [first, second] = known.tokenIds;
  const missing = other.tokenIds.find((tokenId) => tokenId !== first) ?? "";
  const nameOf = (tokenId: string): string => other.outcomes[other.tokenIds.indexOf(tokenId)] ?? "";
  const tokenIds = [first, second || missing] as const;
  return {
    ...known,
    tokenIds,
    outcomes: [known.outcomes[0] || nameOf(first), known.outcomes[1] || nameOf(tokenIds[1])],
    minimumOrderSize: known.minimumOrderSize || other.minimumOrderSize,
    isNegRisk: known.isNegRisk || other.isNegRisk,
  };
}

function refuseOverlaps(recordings: readonly Recording[]): void {
  const spans = new Map<string, { label: string; firstTimeMs: number; lastTimeMs: number }[]>();
  for (const { manifest, origin } of recordings) {
    for (const { marketId, firstTimeMs, lastTimeMs } of manifest.reports) {
      const known = spans.get(marketId) ?? [];
      const clash = known.find(
        (span) => firstTimeMs < span.lastTimeMs && span.firstTimeMs < lastTimeMs,
      );
      if (clash !== undefined) {
        throw new PolytradersError("DATA_MARKET_OVERLAPS", {
          found: `${clash.label} and ${origin.label} both covering market ${marketId}`,
        });
      }
      spans.set(marketId, [...known, { label: origin.label, firstTimeMs, lastTimeMs }]);
    }
  }
}

function originOf(recordings: readonly Recording[]): DataOrigin {
  const isSynthetic = recordings.some(({ origin }) => origin.kind === "synthetic");
  const hash = createHash("sha256");
  for (const { origin } of recordings) hash.update(origin.fingerprint);
  return {
    kind: isSynthetic ? "synthetic" : "recording",
    label: recordings
      .map(({ origin }) => origin.label)
      .toSorted()
      .join(" + "),
    fingerprint: hash.digest("hex"),
  };
}
