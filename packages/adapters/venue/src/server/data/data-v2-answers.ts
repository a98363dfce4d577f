import { createHash } from "node:crypto";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { ok } from "../http/answers.ts";
import type { RouteCall } from "../http/route-call.ts";

/** A page of Data v2: cursor only. */
export function pageV2<Item>(
  call: RouteCall,
  items: readonly Item[],
  rowOf: (item: Item) => unknown,
  { limitMax, byDefault }: { readonly limitMax: number; readonly byDefault: number },
): GatewayAnswer {
  if (call.query("offset") !== "") return invalidV2(call, "offset", "use cursor instead of offset");
  const limit = call.queryInteger("limit", { min: 1, max: limitMax, byDefault });
  if (limit === null) return invalidV2(call, "limit", `limit must be between 1 and ${limitMax}`);
  const start = startOf(call.query("cursor"), limit);
  if (start === null) return invalidV2(call, "cursor", "invalid cursor");
  const { position, size } = start;
  const end = position + size;
  const hasMore = end < items.length;
  return ok({
    data: items.slice(position, end).map(rowOf),
    pagination: {
      limit: size,
      offset: position,
      has_more: hasMore,
      next_cursor: hasMore ? Buffer.from(`${end}:${size}`).toString("base64url") : null,
    },
  });
}

/** 400 in the form of Data v2. */
export function invalidV2(call: RouteCall, parameter: string, error: string): GatewayAnswer {
  return failure(call, { status: 400, code: "invalid_request", error, parameter });
}

function failure(
  call: RouteCall,
  { status, ...body }: { status: number; code: string; error: string; parameter?: string },
): GatewayAnswer {
  // The same question has the same trace: answers can be compared.
  const trace = createHash("sha256").update(call.path).digest("hex").slice(0, 12);
  const { error, code, ...rest } = body;
  return {
    status,
    headers: { "x-trace-id": trace },
    body: { error, code, retryable: false, trace_id: trace, ...rest },
  };
}

/** A cursor carries the limit of the first page. */
function startOf(cursor: string, limit: number): { position: number; size: number } | null {
  if (cursor === "") return { position: 0, size: limit };
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const match = /^(\d{1,9}):(\d{1,4})$/.exec(text);
  return match === null ? null : { position: Number(match[1]), size: Number(match[2]) };
}
