import type { GatewayAnswer, RouteHandler } from "../../gateway/gateway.ts";
import type { VenueSession } from "../../gateway/sessions.ts";
import type { RouteCall } from "./route-call.ts";

/** Who proved with L1 headers to hold a wallet's key. */
export interface WalletProof {
  /** Lower case. */
  readonly signer: string;
  readonly nonce: number;
}

interface RouteBase {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path with placeholders in braces, such as `/data/order/{id}`. */
  readonly path: string;
  /** Market it is about and number of orders or ids in it, for faults and limits. */
  readonly subject?: (call: RouteCall) => RouteSubject;
}

export interface RouteSubject {
  readonly conditionId?: string | null;
  readonly itemCount?: number;
}

/** One endpoint and who may call it. */
export type Route =
  | (RouteBase & { readonly auth: "public"; readonly answer: (call: RouteCall) => GatewayAnswer })
  | (RouteBase & {
      readonly auth: "wallet";
      readonly answer: (call: RouteCall, proof: WalletProof) => GatewayAnswer;
    })
  | (RouteBase & {
      readonly auth: "key";
      readonly answer: (call: RouteCall, session: VenueSession) => GatewayAnswer;
    })
  /** A key's request whose answer may take exchange time. */
  | (RouteBase & {
      readonly auth: "trading key";
      readonly work: (call: RouteCall, session: VenueSession) => RouteHandler;
      /** What can be found out before the request's turn, without changing anything. */
      readonly prepare?: (call: RouteCall, ready: () => void) => void;
    });
