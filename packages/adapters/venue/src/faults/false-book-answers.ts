import { venueBookOf } from "../feed/token-book.ts";
import type { GatewayAnswer } from "../gateway/gateway.ts";
import type { ArmedFault } from "./armed-fault.ts";
import { falseBooksOf, type BookFaultEntry } from "./false-books.ts";
import type { FaultContext } from "./fault-context.ts";

/** Routes that answer with books. */
export const BOOK_ROUTES: ReadonlySet<string> = new Set(["GET /book", "POST /books"]);

/** Shows false books in the answer to `/book` and `/books`, with the hash of what they show. */
export function bookAnswersChanged(
  fault: ArmedFault,
  entry: BookFaultEntry,
  context: FaultContext,
): (answer: GatewayAnswer) => GatewayAnswer {
  const changedOf = (row: unknown): unknown => {
    if (typeof row !== "object" || row === null || !("asset_id" in row)) return row;
    const market = context.exchange?.marketOfToken(String(row.asset_id));
    if (market === undefined) return row;
    const token = market.terms.tokenIds[0] === row.asset_id ? 0 : 1;
    const shown = falseBooksOf(fault, entry, market, context.nowMs)[token];
    if (shown === undefined) return row;
    fault.happened(market.terms.slug);
    return { ...row, ...venueBookOf(market, token, context.nowMs, shown) };
  };
  return (answer) => {
    if (answer.status !== 200) return answer;
    const { body } = answer;
    return { ...answer, body: Array.isArray(body) ? body.map(changedOf) : changedOf(body) };
  };
}
