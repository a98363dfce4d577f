import { PolytradersError } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import type { WalletRegistry } from "../../signing/wallet-registry.ts";
import type { FunderBook } from "../account/funder-book.ts";
import type { ExchangePacer } from "../exchange-pacer.ts";
import { ok, refused } from "../http/answers.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { marketOf } from "../markets/find-market.ts";
import { actOnChain } from "./chain-command.ts";
import { readClockCommand, readFunding, readResolution } from "./control-commands.ts";
import { listMarkets } from "./listed-markets.ts";
import { venueState } from "./venue-state.ts";

/** What the control port controls. */
export interface ControlPorts {
  readonly exchange: Exchange;
  readonly pacer: ExchangePacer;
  readonly wallets: WalletRegistry;
  readonly funders: FunderBook;
  /** Seed of simulated traders in markets that are added. */
  readonly seed: number;
  /**
   * Puts a fault plan into force, text in YAML or JSON; throws when it is invalid. Answers what it
   * has installed.
   */
  readonly installFaults?: (plan: string) => unknown;
}

/** Commands and the state behind the venue's own door. Bodies are JSON. */
export function controlRoutes(ports: ControlPorts): readonly Route[] {
  const { exchange, pacer } = ports;
  return [
    command("/_venue/fund", (call) => {
      const { address, amountMicroUsd, owner } = readFunding(call.json);
      if (owner !== undefined) assignWallet(ports, address, owner);
      exchange.deposit(address, amountMicroUsd);
      return { address, balanceMicroUsd: exchange.balance(address, null) };
    }),
    command("/_venue/clock", (call) => {
      const { advanceMs, setMs, speed } = readClockCommand(call.json);
      // Only the move may still be refused, so it comes first.
      if (setMs !== undefined) pacer.setTo(setMs);
      if (advanceMs !== undefined) pacer.advanceBy(advanceMs);
      if (speed !== undefined) pacer.setSpeed(speed);
      return { timeMs: exchange.nowMs, speed: pacer.speed };
    }),
    command("/_venue/markets", (call) => listMarkets(exchange, call.text, ports.seed)),
    command("/_venue/resolve", (call) => {
      const { conditionId, payouts } = readResolution(call.json);
      const market = marketOf(exchange, conditionId);
      if (market === undefined) {
        throw new PolytradersError("VENUE_MARKET_UNKNOWN", { found: conditionId });
      }
      exchange.resolve(market.terms.conditionId, payouts);
      return {
        conditionId: market.terms.conditionId,
        payouts: payouts.map((units) => units / 10_000),
      };
    }),
    command("/_venue/chain", (call) => actOnChain(exchange, call.json)),
    command("/_venue/faults", (call) => {
      if (ports.installFaults === undefined) {
        throw new PolytradersError("VENUE_COMMAND_INVALID", {
          expected: "a venue that takes faults",
          found: "one without a fault injector",
        });
      }
      const installed = ports.installFaults(call.text);
      return isRecord(installed) ? installed : { installed: true };
    }),
    {
      method: "GET",
      path: "/_venue/state",
      auth: "public",
      answer: (call) => {
        const limit = call.queryInteger("limit", { min: 0, max: 100_000, byDefault: 1_000 });
        if (limit === null) return refused(400, "limit: expected a whole number up to 100000");
        return ok({ ...venueState(exchange, limit), speed: pacer.speed });
      },
    },
  ];
}

/** Only this key may trade with the wallet, and its balance questions are about it. */
function assignWallet({ wallets, funders }: ControlPorts, wallet: string, owner: string): void {
  if (!wallets.claim(wallet, owner)) {
    throw new PolytradersError("VENUE_COMMAND_INVALID", {
      expected: "a wallet that nobody else owns",
      found: `${wallet}, which another key owns`,
      place: { field: "owner" },
    });
  }
  funders.learn(owner, wallet);
}

/** A command answers 200, or 400 with what is wrong with it. */
function command(path: string, run: (call: RouteCall) => unknown): Route {
  return {
    method: "POST",
    path,
    auth: "public",
    answer: (call): GatewayAnswer => {
      try {
        return ok(run(call));
      } catch (error) {
        if (!(error instanceof PolytradersError) || error.code === "VENUE_INVARIANT_BROKEN")
          throw error;
        return { status: 400, body: { error: error.message, code: error.code } };
      }
    },
  };
}
