import type { ExplainOptions } from "../explain/explain-options.ts";
import type { VerbModule } from "../verb.ts";

/** `polytraders explain`: what a bot saw, what it decided and why, in plain words. */
export const explainVerb: VerbModule = {
  register(program, io) {
    program
      .command("explain")
      .description("say in plain words what the bots saw and decided in one event")
      .argument("<run>", "folder or id of a run")
      .argument(
        "<id>",
        "correlation id of a decision, such as e1234, or the id of an intent or order",
      )
      .option("--runs <folder>", "folder that run ids are looked for in", "runs")
      .option("--json", "print one JSON document")
      .action(async (run: string, id: string, options: ExplainOptions) => {
        const { explain } = await import("../explain/explain.ts");
        await explain(run, id, options, io);
      });
  },
};
