import type { MatchingEngine } from "../../packages/adapters/venue/src/matching/matching-engine.ts";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { CANCEL, IOC, MOVE, createOrderTape, type TapeInput } from "./order-tape.ts";
import { TapeChecksum } from "./tape-checksum.ts";

/** The project's engine. Every event of every operation is read from its columns. */
export async function prepare(input: TapeInput): Promise<Round> {
  const { MatchingEngine } = await loadInternal("adapters/venue/matching/matching-engine");
  const { FILLED } = await loadInternal("adapters/venue/matching/engine-events");
  const { operations, kind, side, cents, size, orderId } = createOrderTape(input);
  return () => {
    const engine = new MatchingEngine();
    const { events } = engine;
    const checksum = new TapeChecksum();
    let eventCount = 0;
    for (let at = 0; at < operations; at += 1) {
      const what = kind[at];
      const id = orderId[at] ?? "";
      const price = (cents[at] ?? 0) * 100;
      if (what === CANCEL) engine.cancel(id);
      else if (what === MOVE) engine.move(id, price);
      else {
        engine.place({
          orderId: id,
          side: side[at] === 0 ? "BUY" : "SELL",
          price,
          size: size[at] ?? 0,
          timeInForce: what === IOC ? "FAK" : "GTC",
        });
      }
      for (let row = 0; row < events.count; row += 1) {
        if (events.kind[row] !== FILLED) continue;
        checksum.fill(events.orderId[row] ?? "");
        checksum.filledSize += events.size[row] ?? 0;
      }
      eventCount += events.count;
      events.clear();
    }
    const checksumText = foldResting(engine, checksum);
    return { operations, checksum: checksumText, figures: { events: eventCount } };
  };
}

function foldResting(engine: MatchingEngine, checksum: TapeChecksum): string {
  for (const side of [0, 1] as const) {
    for (const { id, price, size } of restingOf(engine, side)) {
      checksum.rests(id, price / 100, size);
    }
  }
  return checksum.text(engine.restingCount);
}

function restingOf(
  engine: MatchingEngine,
  side: 0 | 1,
): { id: string; price: number; size: number }[] {
  const ids = engine.restingOrders(side);
  let next = 0;
  return engine.levels(side).flatMap(({ price, size: total }) => {
    const level: { id: string; price: number; size: number }[] = [];
    for (let left = total; left > 0; next += 1) {
      const id = ids[next] ?? "";
      const size = engine.openSize(id);
      level.push({ id, price, size });
      left -= size;
    }
    return level;
  });
}
