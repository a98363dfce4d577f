import { contract } from "@polytraders/bot-intelligence-order-flow-analyzer";
import type { ReportEnvelope } from "@polytraders/core";
import { beforeAll, describe, expect, it } from "vitest";
import { agree } from "./agreement.ts";
import { flowByDefinition, type DefinedFlow } from "./flow-by-definition.ts";
import { answeredFrames, isDataAbsent, replay, saidBy, type RecordedRun } from "./recorded-run.ts";

const FLOW = "intel.orderflowanalyzer";
const GAMES = [
  "mlb-bos-laa-2025-06-24",
  "mlb-cin-bos-2025-07-01",
  "mlb-col-wsh-2025-06-19",
  "mlb-hou-bal-2025-06-19",
];

/** An envelope in the words of the definition. */
function asDefined({
  timeMs,
  reasonCode,
  value,
  confidence,
  payload,
}: ReportEnvelope): DefinedFlow {
  const said = contract.emitsSchemas.order_flow.parse(payload);
  return {
    timeMs,
    reasonCode,
    value,
    confidence,
    vpin: said.vpin,
    tradeCount: said.tradeCount,
    buyShares: said.takerBuyShares,
    sellShares: said.takerSellShares,
    ofiShares: said.ofiShares,
    effectiveHalfSpread: said.markout?.effectiveHalfSpreadUsd ?? null,
    adverseSelection: said.markout?.adverseSelectionUsd ?? null,
    flowClass: said.flowClass,
  };
}

describe.skipIf(isDataAbsent)("recorded games", () => {
  let run: RecordedRun;
  beforeAll(async () => {
    run = await replay(GAMES, true);
  });

  it("publish what the definitions give", () => {
    let compared = 0;
    let withVpin = 0;
    for (const market of run.marketIds.keys()) {
      const frames = run.frames.filter((frame) => frame.market === market);
      const answered = new Set(answeredFrames(frames));
      const defined = flowByDefinition(frames, (frame) => answered.has(frame));
      const said = saidBy(run, FLOW, market).map(asDefined);
      expect(said.map(({ timeMs }) => timeMs)).toEqual(defined.map(({ timeMs }) => timeMs));
      for (const [index, envelope] of said.entries()) {
        const expected = defined[index];
        if (expected === undefined || !agree(envelope, expected))
          expect(envelope).toEqual(expected);
        compared += 1;
        withVpin += envelope.vpin === null ? 0 : 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
    expect(withVpin).toBeGreaterThan(100);
  });

  it("recorded_market: taker volume of each window equals the tape", () => {
    for (const market of run.marketIds.keys()) {
      const tape = run.frames.filter((f) => f.market === market).flatMap(({ trades }) => trades);
      for (const { timeMs, buyShares, sellShares } of saidBy(run, FLOW, market).map(asDefined)) {
        const volume = tape
          .filter((trade) => trade.timeMs > timeMs - 60_000 && trade.timeMs <= timeMs)
          .reduce((sum, { size }) => sum + size, 0);
        expect(buyShares + sellShares).toBeCloseTo(volume / 1e6, 6);
      }
    }
  });
});
