/**
 * Loads the bots named on the command line, in this process, with nothing between them and Node.
 * Prints one line of JSON for each: what was loaded, or the error.
 */
import { loadBot, PolytradersError, Runtime } from "../../src/index.ts";

const [baseDirectory = ".", ...references] = process.argv.slice(2);

for (const reference of references) {
  let line: object;
  try {
    const bot = await loadBot(reference, baseDirectory);
    const runtime = new Runtime({
      markets: [],
      bots: [{ bot, configuration: {} }],
      configVersion: "test",
      seed: 1,
      stopwatch: { nowMs: () => 0 },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
    });
    line = { botId: runtime.hosts[0]?.botId, file: bot.file, reference: bot.reference };
  } catch (error) {
    line =
      error instanceof PolytradersError
        ? { code: error.code, message: error.message }
        : { code: "not ours", message: String(error) };
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
