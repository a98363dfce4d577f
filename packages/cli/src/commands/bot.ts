import type { BotListOptions } from "../bot-list-options.ts";
import type { VerbModule } from "../verb.ts";

/** `polytraders bot`: the bots this installation knows. */
export const botVerb: VerbModule = {
  register(program, io) {
    const bot = program.command("bot").description("bots of this installation");
    bot
      .command("list")
      .description("id, number, layer, authority, mode, version and docs score of each bot")
      .option("--config <file>", "polytraders.yaml whose bots are listed too")
      .option("--bots <list>", "further bots by package or path, separated by commas")
      .option("--json", "print one JSON document")
      .action(async (options: BotListOptions) => {
        const { listBots } = await import("../bot-list.ts");
        await listBots(options, io);
      });
  },
};
