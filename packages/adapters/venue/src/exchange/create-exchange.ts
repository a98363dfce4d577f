import { createChainSide } from "./chain-side.ts";
import { createGround } from "./exchange-ground.ts";
import type { ExchangeOptions } from "./exchange-options.ts";
import type { Exchange } from "./exchange.ts";
import { createOrderSide } from "./order-side.ts";
import { SimulatedExchange } from "./simulated-exchange.ts";

/** An exchange without markets and accounts, at its start. */
export function createExchange(options: ExchangeOptions): Exchange {
  const ground = createGround(options);
  const orders = createOrderSide(ground, options);
  const chain = createChainSide(ground, orders.control, options);
  return new SimulatedExchange({ ...ground, ...orders, ...chain });
}
