export { default } from "./bot.ts";
export {
  contract,
  type LiquidityDecayPayload,
  type Parameters,
  type ReasonCode,
} from "./contract.gen.ts";
