import {
  PolytradersError,
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";
import { composeReport } from "../quality/compose-report.ts";
import { QualityTracker } from "../quality/market-quality.ts";
import { MessageRebuilder } from "../quality/message-rebuilder.ts";
import { RowFigures } from "../quality/row-figures.ts";
import {
  manifestMarket,
  RECORDING_FORMAT_VERSION,
  type RecordingManifest,
} from "./recording-format.ts";
import { StagedRecording } from "./staged-recording.ts";

/** How a recording is written. */
export interface WriteRecordingOptions {
  /** Replace a recording of that name. */
  readonly isForced?: boolean;
}

/**
 * Writes any source as a recording. A synthetic source stays labelled synthetic.
 *
 * @throws DATA_RECORDING_EXISTS; DATA_SOURCE_UNORDERED when the source breaks the rules of rows;
 *   DATA_NOTHING_IMPORTED when it has none
 */
export async function writeRecording(
  source: MarketDataSource,
  folder: string,
  options: WriteRecordingOptions = {},
): Promise<RecordingManifest> {
  const staged = await StagedRecording.begin(folder, options.isForced ?? false);
  try {
    const copy = new SourceCopy(source, staged);
    for await (const batch of source.batches()) copy.add(batch);
    return await copy.publish();
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

class SourceCopy {
  private readonly source: MarketDataSource;
  private readonly staged: StagedRecording;
  private readonly trackers: QualityTracker[];
  private readonly rebuilders: MessageRebuilder[];
  private readonly figures: RowFigures[];
  private isFrameOpen = false;
  private lastTimeMs = Number.NEGATIVE_INFINITY;

  constructor(source: MarketDataSource, staged: StagedRecording) {
    this.source = source;
    this.staged = staged;
    this.trackers = source.markets.map(() => new QualityTracker());
    this.figures = source.markets.map(() => new RowFigures());
    this.rebuilders = source.markets.map(
      (market, index) =>
        new MessageRebuilder(market, (message) => this.trackers[index]?.observe(message)),
    );
  }

  add(batch: MarketDataBatch): void {
    const { writer } = this.staged;
    for (let at = 0; at < batch.length; at += 1) {
      const timeMs = batch.timeMs[at] ?? Number.NaN;
      const market = batch.market[at] ?? 0;
      const kind = batch.kind[at] ?? 0;
      const flags = batch.flags[at] ?? 0;
      const price = batch.price[at] ?? 0;
      const size = batch.size[at] ?? 0;
      this.check(timeMs, market, kind, size);
      const { exchangeTimeMs, side } = batch;
      writer.push(timeMs, exchangeTimeMs[at] ?? 0, market, kind, side[at] ?? 0, flags, price, size);
      this.isFrameOpen = (flags & RowFlag.FrameEnd) === 0;
      if (kind === RowKind.Heartbeat) continue;
      this.figures[market]?.count(kind, flags, price, size);
      this.rebuilders[market]?.addRow(batch, at);
      if (!this.isFrameOpen) this.rebuilders[market]?.endFrame();
    }
  }

  async publish(): Promise<RecordingManifest> {
    const { origin, markets } = this.source;
    if (this.isFrameOpen) throw unordered("a last frame that is not closed");
    if (this.staged.writer.rowCount === 0) {
      throw new PolytradersError("DATA_NOTHING_IMPORTED", { found: "a source without rows" });
    }
    const reports = markets.map(({ marketId, slug }, index) => {
      const quality = (this.trackers[index] ?? new QualityTracker()).figures;
      const named = { marketId, slug, sourceFiles: [] };
      return composeReport(named, quality, this.figures[index] ?? new RowFigures());
    });
    const contents = {
      formatVersion: RECORDING_FORMAT_VERSION,
      origin: { kind: origin.kind, label: origin.label },
      markets: markets.map(manifestMarket),
      sources: [],
      reports,
      rejected: {},
      roundedSizes: 0,
      warnings: [],
    };
    return this.staged.publish(
      contents,
      markets.map((_, index) => index),
    );
  }

  private check(timeMs: number, market: number, kind: number, size: number): void {
    if (!(timeMs >= this.lastTimeMs)) {
      throw unordered(`time ${timeMs} after ${this.lastTimeMs}`);
    }
    this.lastTimeMs = timeMs;
    if (market >= this.source.markets.length && kind !== RowKind.Heartbeat) {
      throw unordered(`market index ${market} of ${this.source.markets.length} markets`);
    }
    if (!(size >= 0) || !Number.isSafeInteger(size)) throw unordered(`size ${size}`);
  }
}

function unordered(found: string): PolytradersError {
  return new PolytradersError("DATA_SOURCE_UNORDERED", { found });
}
