import type { GatewayAnswer } from "../gateway/gateway.ts";

/** Statuses that an order's answer may have, for each that can be told instead. */
const TOLD_INSTEAD_OF = {
  delayed: ["live", "matched"],
  unmatched: ["live"],
} as const;

/** What an answer without a match does not have. */
const TRADE_FIELDS = new Set(["tradeIDs", "transactionsHashes"]);

/**
 * Tells another status in the answers to orders, one or a batch, without amounts and trades.
 *
 * @param onChange - called once when an answer really changes
 */
export function orderAnswersChanged(
  status: keyof typeof TOLD_INSTEAD_OF,
  onChange: () => void,
): (answer: GatewayAnswer) => GatewayAnswer {
  const from: readonly unknown[] = TOLD_INSTEAD_OF[status];
  const changedOf = (row: unknown): unknown => {
    if (typeof row !== "object" || row === null) return row;
    if (!("status" in row) || !from.includes(row.status)) return row;
    const kept = Object.entries(row).filter(([name]) => !TRADE_FIELDS.has(name));
    return { ...Object.fromEntries(kept), status, makingAmount: "", takingAmount: "" };
  };
  return (answer) => {
    if (answer.status !== 200) return answer;
    const rows: unknown = answer.body;
    const body = Array.isArray(rows) ? rows.map(changedOf) : changedOf(rows);
    const isSame = Array.isArray(body)
      ? Array.isArray(rows) && body.every((row, index) => row === rows[index])
      : body === rows;
    if (isSame) return answer;
    onChange();
    return { ...answer, body };
  };
}
