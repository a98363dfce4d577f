import type { OrderRequest } from "../exchange/order-request.ts";
import type { VenueSession } from "../gateway/sessions.ts";
import { admitOrder, type Admission, type AdmissionPorts } from "../signing/admit-order.ts";
import { INVALID_PAYLOAD, INVALID_SIGNATURE } from "../signing/order-refusals.ts";

/**
 * An order of a caller in process, which needs no signature. Its id is the caller's choice, in the
 * venue's form: `0x` and 64 lower-case hexadecimal digits, never used before.
 */
export type InProcessOrder = Omit<OrderRequest, "session">;

/** A body of `POST /order`: an order that was signed. */
export interface PostedBody {
  readonly order: unknown;
  readonly owner: unknown;
}

/** What a connection in process may place. */
export type PlaceableOrder = InProcessOrder | PostedBody;

/** An order in process in the place of a posted body. */
export class UnsignedPost {
  readonly order: InProcessOrder;

  constructor(order: InProcessOrder) {
    this.order = order;
  }
}

const ORDER_ID = /^0x[0-9a-f]{64}$/;

/** The body under which an order travels to the posting routes. */
export function bodyOf(order: PlaceableOrder): unknown {
  return "owner" in order ? order : new UnsignedPost(order);
}

/** Takes unsigned orders by what they say and posted ones by their signature. */
export function admitInProcess(
  body: unknown,
  session: VenueSession,
  ports: AdmissionPorts,
): Admission {
  if (!(body instanceof UnsignedPost)) return admitOrder(body, session, ports);
  const { order } = body;
  if (!ORDER_ID.test(order.orderId)) return { isAdmitted: false, refusal: INVALID_PAYLOAD };
  const account = order.account.toLowerCase();
  if (!ports.wallets.claim(account, session.signer)) {
    return { isAdmitted: false, refusal: INVALID_SIGNATURE };
  }
  return { isAdmitted: true, request: { ...order, account, session: session.apiKey } };
}
