export { default } from "./bot.ts";
export {
  contract,
  type MarketHaltPayload,
  type Parameters,
  type ReasonCode,
} from "./contract.gen.ts";
