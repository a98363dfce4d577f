export { default } from "./bot.ts";
export { contract, type Parameters, type ReasonCode } from "./contract.gen.ts";
