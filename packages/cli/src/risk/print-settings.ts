import { formatDecimal } from "@polytraders/core";
import { plainTable, type Column } from "../plain-table.ts";
import { haltEquityMicroUsd } from "../risk-settings/risk-settings.ts";
import type { CliIo } from "../verb.ts";
import type { SettingsOptions } from "./risk-options.ts";
import { verbSettings } from "./verb-settings.ts";

const COLUMNS: readonly Column[] = [
  { head: "parameter", align: "left" },
  { head: "value" },
  { head: "unit", align: "left" },
  { head: "default" },
  { head: "from", align: "left" },
];

/** Prints the risk settings in force and where each came from. */
export function printSettings(options: SettingsOptions, io: CliIo): void {
  const { settings, resolved } = verbSettings(options, io);
  const haltEquityUsd = formatDecimal(haltEquityMicroUsd(settings), 6);
  if (options.json === true) {
    const parameters = resolved.map(({ setting, parameter, written, origin }) => ({
      name: parameter.name,
      setting,
      written,
      default: parameter.standard,
      unit: parameter.kind.unit,
      origin,
    }));
    io.out(JSON.stringify({ schemaVersion: 1, parameters, settings, haltEquityUsd }));
    return;
  }
  const rows = resolved.map(({ parameter: { name, kind, standard }, written, origin }) => [
    name,
    written,
    kind.unit,
    standard,
    origin,
  ]);
  io.out(plainTable(COLUMNS, rows));
  io.out(`\nAll trading halts at an equity of ${haltEquityUsd} USD (balance less allowed loss).`);
}
