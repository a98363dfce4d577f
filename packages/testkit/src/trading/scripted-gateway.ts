import type { CancelRequest, OrderGateway, OrderPlacement } from "@polytraders/core";

/** One call that a {@link ScriptedGateway} has had. */
export type GatewayCall =
  | { readonly kind: "place"; readonly placement: OrderPlacement }
  | { readonly kind: "cancel"; readonly request: CancelRequest }
  | { readonly kind: "reconcile"; readonly venueOrderId: string }
  | { readonly kind: "redeem"; readonly marketId: string }
  | { readonly kind: "checkBalances"; readonly tokenIds: readonly (string | null)[] };

/**
 * A gateway that keeps what it is handed and answers nothing: a test answers with reports of its own.
 * Any call can be made to throw.
 */
export class ScriptedGateway implements OrderGateway {
  readonly calls: GatewayCall[] = [];
  /** Asked before each call; what it throws, the call throws. */
  beforeCall: (kind: GatewayCall["kind"]) => void = () => undefined;
  /** Every call in order, for tests of order across ports. */
  readonly #log: string[];

  constructor(log: string[] = []) {
    this.#log = log;
  }

  /** Placements so far, oldest first. */
  get placements(): readonly OrderPlacement[] {
    return this.calls.flatMap((call) => (call.kind === "place" ? [call.placement] : []));
  }
  /** Cancellations so far, oldest first. */
  get cancels(): readonly CancelRequest[] {
    return this.calls.flatMap((call) => (call.kind === "cancel" ? [call.request] : []));
  }
  /** Orders asked about so far, oldest first. */
  get reconciles(): readonly string[] {
    return this.calls.flatMap((call) => (call.kind === "reconcile" ? [call.venueOrderId] : []));
  }
  /** Markets whose redemption was asked for, oldest first. */
  get redemptions(): readonly string[] {
    return this.calls.flatMap((call) => (call.kind === "redeem" ? [call.marketId] : []));
  }

  venueOrderIdOf({ placementId }: Omit<OrderPlacement, "venueOrderId">): string {
    return venueOrderIdOf(placementId);
  }
  place(placement: OrderPlacement): void {
    this.#take({ kind: "place", placement }, placement.placementId);
  }
  cancel(request: CancelRequest): void {
    this.#take({ kind: "cancel", request }, request.cancelId);
  }
  reconcile(venueOrderId: string): void {
    this.#take({ kind: "reconcile", venueOrderId }, venueOrderId);
  }
  redeem(marketId: string): void {
    this.#take({ kind: "redeem", marketId }, marketId);
  }
  checkBalances(tokenIds: readonly (string | null)[]): void {
    this.#take({ kind: "checkBalances", tokenIds }, String(tokenIds.length));
  }

  #take(call: GatewayCall, id: string): void {
    this.beforeCall(call.kind);
    this.#log.push(`gateway.${call.kind} ${id}`);
    this.calls.push(call);
  }
}

/** The id under which a {@link ScriptedGateway} knows a placement. */
export function venueOrderIdOf(placementId: string): string {
  return `0x${placementId}`;
}

/** A gateway that does nothing, as a replay needs one; ids are those of another. */
export function silentGateway(ids: Pick<OrderGateway, "venueOrderIdOf">): OrderGateway {
  return {
    venueOrderIdOf: (placement) => ids.venueOrderIdOf(placement),
    place: () => undefined,
    cancel: () => undefined,
    reconcile: () => undefined,
    redeem: () => undefined,
    checkBalances: () => undefined,
  };
}
