import { InvalidArgumentError } from "commander";
import type { RewardOrder } from "@polytraders/quant";
import type { EstimateOptions } from "../rewards/estimate-options.ts";
import type { VerbModule } from "../verb.ts";
import { moment } from "./moment-option.ts";
import { decimalNumber } from "./number-option.ts";

const AMOUNT_MAX = 1_000_000_000;

/** `polytraders rewards`: what resting orders earn. */
export const rewardsVerb: VerbModule = {
  register(program, io) {
    program
      .command("rewards")
      .description("liquidity rewards of resting orders")
      .command("estimate")
      .description("score, share and daily pay of orders, with the arithmetic")
      .requiredOption(
        "--order <outcome:side:price:size>",
        "resting order, such as yes:buy:0.47:80; give it again for more",
        (text: string, previous: readonly RewardOrder[] | undefined) => [
          ...(previous ?? []),
          rewardOrder(text),
        ],
      )
      .requiredOption("--pool <usd>", "the market's daily reward", decimalNumber(0, AMOUNT_MAX))
      .requiredOption(
        "--max-spread <cents>",
        "farthest distance from the midpoint that scores",
        decimalNumber(0.01, 99),
      )
      .requiredOption(
        "--min-size <shares>",
        "smallest order that scores",
        decimalNumber(0, AMOUNT_MAX),
      )
      .option("--competition <score>", "sum of all other makers' scores", decimalNumber(0, 1e12))
      .option("--book <file>", "book of the YES token, as the venue's /book gives it")
      .option(
        "--data <path>",
        "recording or raw capture to take the book from; give it again for more",
        (path: string, previous: readonly string[] | undefined) => [...(previous ?? []), path],
      )
      .option("--market <name>", "id, slug or token of a recorded market")
      .option(
        "--at <time>",
        "moment of the recording, ISO or epoch ms (default: its last book with two sides)",
        moment,
      )
      .option(
        "--mid <price>",
        "midpoint of YES (default: of the book, your orders included)",
        decimalNumber(0, 1, { isOpen: true }),
      )
      .option("--uptime <share>", "share of the day the orders rest", decimalNumber(0, 1), 1)
      .option("--multiplier <b>", "the market's in-game multiplier", decimalNumber(0, 1_000), 1)
      .option("--cache <folder>", "where imported raw captures are kept", ".polytraders/imports")
      .option("--json", "print one JSON document")
      .action(async (options: EstimateOptions) => {
        const { runEstimate } = await import("../rewards/run-estimate.ts");
        await runEstimate(options, io);
      });
  },
};

function rewardOrder(text: string): RewardOrder {
  const [, outcome, side, price, size] =
    /^(yes|no):(buy|sell):(\d*\.?\d+):(\d*\.?\d+)$/i.exec(text) ?? [];
  const order = { price: Number(price), size: Number(size) };
  if (!(order.price > 0 && order.price < 1 && order.size > 0)) {
    throw new InvalidArgumentError(
      "Expected outcome:side:price:size with a price between 0 and 1, such as yes:buy:0.47:80.",
    );
  }
  return {
    ...order,
    outcome: outcome?.toUpperCase() === "YES" ? "YES" : "NO",
    side: side?.toUpperCase() === "BUY" ? "BUY" : "SELL",
  };
}
