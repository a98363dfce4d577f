export { default } from "./bot.ts";
export { contract, type LpQuotePayload, type Parameters, type ReasonCode } from "./contract.gen.ts";
