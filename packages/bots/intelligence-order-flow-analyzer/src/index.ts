export { default } from "./bot.ts";
export {
  contract,
  type OrderFlowPayload,
  type Parameters,
  type ReasonCode,
} from "./contract.gen.ts";
