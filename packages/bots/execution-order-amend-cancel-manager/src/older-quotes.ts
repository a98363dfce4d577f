import type { ApprovedOrderRecord, OpenOrder } from "@polytraders/core";

/** The open quotes of one strategy, market, token and side, beside the one that is planned. */
export interface OlderQuotes {
  /** Nobody wants them gone, nearest in price first. */
  readonly live: readonly OpenOrder[];
  /** On their way out; they can still be filled. */
  readonly leaving: readonly OpenOrder[];
  /** At least one has an unknown outcome. */
  readonly hasUnknown: boolean;
}

/**
 * @param isQuote - says whether an open order takes part in replacements
 */
export function findOlderQuotes(
  order: ApprovedOrderRecord,
  inMarket: readonly OpenOrder[],
  isQuote: (orderId: string) => boolean,
): OlderQuotes {
  const older = inMarket.filter(
    (other) =>
      other.orderId !== order.orderId &&
      other.botId === order.originId &&
      other.tokenId === order.tokenId &&
      other.side === order.side &&
      isQuote(other.orderId),
  );
  const distance = ({ price }: OpenOrder): number => Math.abs(price - order.price);
  return {
    live: older
      .filter(({ isCancelling }) => !isCancelling)
      .toSorted((left, right) => distance(left) - distance(right)),
    leaving: older.filter(({ isCancelling }) => isCancelling),
    hasUnknown: older.some(({ state }) => state === "unknown"),
  };
}
