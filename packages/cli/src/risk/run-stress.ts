import { fromMicro, PolytradersError } from "@polytraders/core";
import type { DrawdownStress } from "@polytraders/quant";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import { EXIT, type CliIo } from "../verb.ts";
import { propertiesOf, stressText } from "./print-stress.ts";
import type { StressOptions } from "./risk-options.ts";
import { QUANTILES, stressReport } from "./stress-report.ts";
import { verbSettings } from "./verb-settings.ts";

/** Trades over all sequences that fit comfortably into memory. */
const TRADES_MAX = 20_000_000;

/** Runs seeded loss sequences under the settings' drawdown limit; fails when one breaks a rule. */
export function runStress(options: StressOptions, io: CliIo): void {
  const report = stressReport(stressOf(options, verbSettings(options, io).settings));
  const properties = propertiesOf(report);
  if (options.json === true) {
    const { stress, summary, quantiles, worst } = report;
    const content = { stress, summary, quantileShares: QUANTILES, quantiles, worst, properties };
    io.out(JSON.stringify({ schemaVersion: 1, ...content }));
  } else io.out(stressText(report));
  io.exit(properties.every(({ brokenBy }) => brokenBy.length === 0) ? EXIT.ok : EXIT.failedCheck);
}

function stressOf(options: StressOptions, settings: RiskSettings): DrawdownStress {
  const { seed, sequences, trades, price, winProbability } = options;
  const cashUsd = options.cash ?? fromMicro(settings.startingBalanceMicroUsd);
  const stakeFraction = options.stake ?? fromMicro(settings.tradeSizeMicroUsdMax) / cashUsd;
  if (stakeFraction > 1) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "a largest trade within the cash of the test",
      found: `${fromMicro(settings.tradeSizeMicroUsdMax)} USD of ${cashUsd} USD`,
      hint: "Lower PM_MAX_TRADE_SIZE_USD, or give --stake or --cash.",
    });
  }
  if (sequences * trades > TRADES_MAX) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: `at most ${TRADES_MAX} trades over all sequences`,
      found: `${sequences} sequences of ${trades}`,
      hint: "Lower --sequences or --trades.",
    });
  }
  return {
    seed,
    pathCount: sequences,
    tradesPerPath: trades,
    cashUsd,
    stakeFraction,
    price,
    winProbability,
    drawdownMax: settings.drawdownShareMax,
  };
}
