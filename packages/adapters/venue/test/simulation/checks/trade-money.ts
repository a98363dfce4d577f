import type { VenueTrade } from "../../../src/exchange/venue-trade.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** Fees are charged in steps of 0.00001 USD. */
const FEE_STEP_MICRO_USD = 10;

/** Every trade's money follows from prices, sizes and the market's published fee curve. */
export function checkTradeMoney({ exchange }: Venue): SimulationCheck {
  const trades: VenueTrade[] = [];
  exchange.subscribe((event) => {
    if (event.kind === "trade_matched") trades.push(event.trade);
  });
  return {
    afterStep: () => {
      for (const trade of trades.splice(0)) {
        const fees = exchange.market(trade.conditionId)?.terms.fees;
        demand(fees !== undefined, () => `trade ${trade.tradeId} in an unknown market`);
        checkParties(trade);
        if (fees !== undefined) checkFee(trade, fees.rate, fees.exponent);
      }
    },
  };
}

function checkParties(trade: VenueTrade): void {
  const name = `trade ${trade.tradeId}`;
  const size = sumOf(trade.makers.map((maker) => maker.size));
  demand(size === trade.size, () => `${name}: makers have ${size} of ${trade.size}`);
  let taken = 0;
  for (const maker of trade.makers) {
    const isSwap = maker.token === trade.token;
    demand(maker.account !== trade.takerAccount, () => `${name} is between a wallet and itself`);
    demand((maker.side === trade.side) !== isSwap, () => `${name}: sides and tokens do not fit`);
    demand(
      maker.price === (isSwap ? trade.price : 10_000 - trade.price),
      () => `${name}: prices do not fit`,
    );
    const exact = (maker.size * maker.price) / 10_000;
    demand(
      Math.abs(maker.notionalMicroUsd - exact) < 1,
      () => `${name}: ${maker.notionalMicroUsd} for ${exact}`,
    );
    taken += isSwap ? maker.notionalMicroUsd : maker.size - maker.notionalMicroUsd;
  }
  demand(
    taken === trade.notionalMicroUsd,
    () => `${name}: the taker's ${trade.notionalMicroUsd} is not the makers' ${taken}`,
  );
}

function checkFee(trade: VenueTrade, rate: number, exponent: number): void {
  const price = trade.price / 10_000;
  const exact = trade.size * rate * (price * (1 - price)) ** exponent;
  demand(
    Math.abs(trade.feeMicroUsd - exact) <= FEE_STEP_MICRO_USD,
    () => `trade ${trade.tradeId}: fee ${trade.feeMicroUsd}, the curve says ${exact}`,
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
