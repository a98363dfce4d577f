import { z } from "zod";
import { MODES, SEVERITIES, VOTES } from "../bot/vocabulary.ts";

/*
 * Fields that several contracts share. No regular expressions and no transforms: either makes
 * validation several times slower, and these schemas stand on every border. A description is part
 * of the published JSON Schema; it names the unit.
 */

export const schemaVersion = z.literal(1).describe("Version of this contract.");

const name = z.string().min(1);
export const botId = name.describe("Bot id, such as intel.liquidity_decay_monitor.");
export const botVersion = name.describe("Version of the bot, semver.");
export const configVersion = name.describe("Version of the configuration in force.");
export const correlationId = name.describe("Groups everything that follows from one event.");
export const intentId = name.describe("The order intent; idempotency key of the whole pipeline.");
export const orderId = name.describe("Our id of the order, known before it is sent.");
export const reasonCode = name.describe("Registered reason code.");
export const signalKind = name.describe("Kind of signal, such as liquidity_decay.");
export const marketId = name.describe("Condition id where known, else Gamma id, else slug.");
export const tokenId = name.describe("Outcome token the price and size are about.");

export const marketIndex = z.int().min(0).describe("Dense index of the market within the run.");
export const eventSequence = z.int().min(0).describe("Position in the kernel's event sequence.");

const epochMs = z.int();
export const timeMs = epochMs.describe("Kernel time, epoch milliseconds.");
export const exchangeTimeMs = epochMs.describe("The exchange's own time, epoch milliseconds.");
export const expiresAtMs = epochMs.nullable().describe("Epoch milliseconds; null for never.");

export const orderPrice = z
  .int()
  .gt(0)
  .lt(10_000)
  .describe("Price in units of 0.0001 USD per share, 1 to 9,999.");
export const bookPrice = z
  .int()
  .min(0)
  .lt(10_000)
  .describe("Price in units of 0.0001 USD per share; 0 when that side is empty.");
export const tickSize = z.int().gt(0).lt(10_000).describe("Price units of 0.0001.");
export const size = z.int().gt(0).describe("Micro-shares (1e-6 share), above 0.");
export const sizeOrNone = z.int().min(0).describe("Micro-shares (1e-6 share), 0 or more.");
export const microUsd = z.int().describe("Micro-pUSD (1e-6 pUSD), either sign.");
export const microUsdOrNone = z.int().min(0).describe("Micro-pUSD (1e-6 pUSD), 0 or more.");

export const orderSide = z.enum(["BUY", "SELL"]).describe("What we do with the token.");
export const takerSide = z
  .enum(["BUY", "SELL"])
  .describe("What the taker did, in terms of the market's first token.");
export const timeInForce = z
  .enum(["GTC", "GTD", "FOK", "FAK"])
  .describe("How long the order lives: until cancelled, until a date, all or nothing, what fits.");
export const isPostOnly = z.boolean().describe("Refused instead of taking liquidity.");
export const isReduceOnly = z.boolean().describe("May only make the position smaller.");

export const marketTrading = z
  .enum(["open", "halted", "closed", "resolved_first", "resolved_second", "resolved_void"])
  .describe("Whether the market trades, and how it was resolved.");
export const mode = z.enum(MODES).describe("How far the bot's output reaches.");
export const severity = z.enum(SEVERITIES).describe("Severity of the reason code.");
export const vote = z.enum(VOTES).describe("A guard's answer to an order intent.");
export const voteSummary = z.strictObject({
  botId,
  mode: mode.describe("Mode of the guard; only enforced and quarantine votes count."),
  decision: vote,
  reasonCode,
});
export const riskScope = z.strictObject({
  botId: z.string().min(1).nullable().describe("One strategy; null for all."),
  marketId: z.string().min(1).nullable().describe("One market; null for all."),
});
export const quarantineScope = z
  .enum(["market", "wallet", "strategy"])
  .nullable()
  .describe("What a QUARANTINE vote closes until it is lifted; null for the others.");

export const confidence = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe("0 to 1; null when the value is suppressed.");
export const payload = z
  .record(z.string(), z.unknown())
  .describe("What the bot's own contract adds; plain JSON.");
