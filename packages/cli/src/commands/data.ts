import type { DataImportOptions, DataInspectOptions } from "../data/data-options.ts";
import type { VerbModule } from "../verb.ts";

/** `polytraders data`: turn captures into recordings, and say how good they are. */
export const dataVerb: VerbModule = {
  register(program, io) {
    const data = program.command("data").description("recordings of market data");
    data
      .command("import")
      .description("turn captures (CSV, NDJSON, JSON, .gz) into one recording folder")
      .argument("<file...>", "capture files")
      .requiredOption("--out <folder>", "recording folder to create")
      .option("--force", "replace a recording of that name")
      .option("--label <text>", "short name shown with every result")
      .option("--json", "print one JSON document")
      .action(async (files: readonly string[], options: DataImportOptions) => {
        const { importData } = await import("../data/import-data.ts");
        await importData(files, options, io);
      });
    data
      .command("inspect")
      .description("gaps, crossed states, tick changes and trades of recordings or captures")
      .argument("<path...>", "recording folders, captures, or folders of captures")
      .option("--cache <folder>", "where imported raw captures are kept", ".polytraders/imports")
      .option("--json", "print one JSON document")
      .action(async (paths: readonly string[], options: DataInspectOptions) => {
        const { inspectData } = await import("../data/inspect-data.ts");
        await inspectData(paths, options, io);
      });
  },
};
