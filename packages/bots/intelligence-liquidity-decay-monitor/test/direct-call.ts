import {
  Kernel,
  type BotMarket,
  type Clock,
  type Decision,
  type DecisionContext,
  type KernelBot,
  type MarketHandlers,
  type OwnOrders,
} from "@polytraders/core";
import { at, buildMarket, script, type Step } from "@polytraders/testkit";
import { contract, type Parameters } from "../src/index.ts";
import type { Types } from "../src/contract.gen.ts";

type Create = (
  market: BotMarket<Types>,
  ownOrders: OwnOrders,
  clock: Clock,
) => MarketHandlers<Types>;

/** The defaults of the spec, some of them replaced. */
export function parametersOf(overrides: Partial<Parameters> = {}): Parameters {
  const defaults = Object.entries(contract.manifest.parameters).map(([name, rule]) => [
    name,
    rule.default,
  ]);
  return contract.parametersSchema.parse({ ...Object.fromEntries(defaults), ...overrides });
}

/**
 * One market's handlers on a real book, called without a runtime: for ports that a runtime does not
 * fill yet, such as our own orders.
 */
export function callMonitor(
  create: Create,
  given: { readonly ownOrders: OwnOrders; readonly parameters?: Partial<Parameters> },
): { frame(timeMs: number, step: Step): Decision<Types> | null } {
  const kernel = new Kernel({ markets: [buildMarket()] });
  const [state] = kernel.markets;
  if (state === undefined) throw new RangeError("expected one market, found none");
  const handlers = create(
    {
      ...state.definition,
      index: state.index,
      parameters: parametersOf(given.parameters),
      book: state.firstView,
      complementBook: state.secondView,
    },
    given.ownOrders,
    { nowMs: () => kernel.nowMs },
  );
  let decision: Decision<Types> | null = null;
  const monitor: KernelBot = {
    handle(event) {
      if (event.kind !== "frame") return;
      const context = contextOf(event.timeMs, event.exchangeTimeMs, event.sequence);
      for (const trade of event.trades) handlers.onTrade?.(trade, context);
      handlers.onOrderBook?.(state.firstView, context);
      decision = handlers.decide?.(context) ?? null;
    },
  };
  kernel.attach([[monitor]], [monitor]);
  return {
    frame(timeMs, step) {
      kernel.apply(script(at(timeMs), step));
      return decision;
    },
  };
}

function contextOf(nowMs: number, exchangeTimeMs: number, eventSequence: number): DecisionContext {
  const isStale = nowMs - exchangeTimeMs > 2_000;
  return { nowMs, exchangeTimeMs, eventSequence, correlationId: `e${eventSequence}`, isStale };
}
