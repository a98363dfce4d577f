import { resolve } from "node:path";
import type { BotListOptions } from "./bot-list-options.ts";
import { plainTable, type Column } from "./plain-table.ts";
import { readRunConfig } from "./run/read-run-config.ts";
import { loadBuiltInBots, selectBots } from "./run/select-bots.ts";
import type { CliIo } from "./verb.ts";

/** Lists built-in bots and those named by options. */
export async function listBots(options: BotListOptions, io: CliIo): Promise<void> {
  const { workingDirectory } = io;
  const configFile =
    options.config === undefined ? undefined : resolve(workingDirectory, options.config);
  const config = configFile === undefined ? {} : readRunConfig(configFile);
  const references = options.bots?.split(",").map((name) => name.trim());
  const selected = await selectBots({ references, config, configFile, workingDirectory });
  const builtIn = await loadBuiltInBots();
  const all = selected.map(({ bot }) => ({ bot, mode: config.bots?.[bot.manifest.botId]?.mode }));
  for (const bot of builtIn) {
    const isListed = all.some((entry) => entry.bot.manifest.botId === bot.manifest.botId);
    if (!isListed) all.push({ bot, mode: undefined });
  }
  const rows = all
    .map(({ bot: { manifest, reference }, mode }) => ({
      botId: manifest.botId,
      number: manifest.number,
      name: manifest.name,
      layer: manifest.layer,
      authority: manifest.authority,
      mode: mode ?? manifest.defaultMode,
      modes: manifest.modes,
      version: manifest.version,
      docsScore: manifest.docsScore,
      reference,
      parameters: Object.keys(manifest.parameters),
    }))
    .toSorted((left, right) => (left.botId < right.botId ? -1 : 1));
  if (options.json === true) io.out(JSON.stringify({ schemaVersion: 1, bots: rows }));
  else io.out(botTable(rows));
}

function botTable(
  rows: readonly {
    readonly botId: string;
    readonly number: string | null;
    readonly layer: string;
    readonly authority: string;
    readonly mode: string;
    readonly version: string;
    readonly docsScore: number;
  }[],
): string {
  return plainTable(
    COLUMNS,
    rows.map((row) => [
      row.botId,
      row.number ?? "-",
      row.layer,
      row.authority,
      row.mode,
      row.version,
      `${row.docsScore}/27`,
    ]),
  );
}

const COLUMNS: readonly Column[] = [
  { head: "id", align: "left" },
  { head: "number", align: "left" },
  { head: "layer", align: "left" },
  { head: "authority", align: "left" },
  { head: "mode", align: "left" },
  { head: "version", align: "left" },
  { head: "docs" },
];
