import type { MarketPhase } from "../../src/market/venue-market.ts";
import type { ConnectionRequest } from "../../src/venue/venue-connection.ts";

type Payouts = readonly [number, number];

/** What the venue, the chain or the oracle does, beside what bots ask for. */
export type Command =
  | { readonly name: "deposit" | "withdraw"; readonly wallet: number; readonly amount: number }
  | {
      readonly name: "split" | "merge";
      readonly wallet: number;
      readonly conditionId: string;
      readonly size: number;
    }
  | {
      readonly name: "convert";
      readonly wallet: number;
      readonly setId: string;
      readonly conditionIds: readonly string[];
      readonly size: number;
    }
  | { readonly name: "redeem"; readonly wallet: number; readonly conditionId: string }
  | { readonly name: "phase"; readonly conditionId: string; readonly phase: MarketPhase }
  | { readonly name: "tick"; readonly conditionId: string; readonly tickSize: number }
  | {
      readonly name: "propose" | "resolve";
      readonly conditionId: string;
      readonly payouts: Payouts;
    }
  | { readonly name: "dispute"; readonly conditionId: string }
  | { readonly name: "restart"; readonly ms: number }
  | {
      readonly name: "ban";
      readonly wallet: number;
      readonly kind: "banned" | "closed_only" | "none";
    };

/** One step of a script: plain data, so that the same script can be run in process and over the wire. */
export type Step =
  | { readonly kind: "request"; readonly wallet: number; readonly request: ConnectionRequest }
  | { readonly kind: "advance"; readonly ms: number }
  | { readonly kind: "command"; readonly command: Command };
