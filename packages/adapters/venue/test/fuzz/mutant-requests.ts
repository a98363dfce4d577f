import { l2Signature } from "../../src/signing/l2-auth.ts";
import { CONDITION_ID, NO, YES } from "../server/serve-venue.ts";
import type { Dice } from "./dice.ts";
import { deepJson, mutateBytes, mutateJson, oddText } from "./mutate-json.ts";
import { ACCOMPLICE, ATTACKER, type Party } from "./wallets.ts";

type Header = readonly [name: string, value: string];

/** A request that a client might send, before anything is done to it. */
interface BaseRequest {
  readonly method: string;
  readonly path: string;
  readonly auth: "none" | "key" | "wallet";
  readonly bodies?: readonly string[];
}

/** What has to be made and signed before mutants can be. */
export interface Materials {
  /** Signed orders that make sense; each once. */
  readonly orders: readonly string[];
  /** Signed orders that make none. */
  readonly absurdOrders: readonly string[];
  readonly walletHeaders: readonly (readonly Header[])[];
}

/** One request as it goes over the wire. */
export interface Mutant {
  readonly method: string;
  readonly bytes: Buffer;
}

const HASH = `0x${"ab".repeat(32)}`;
const USER = ATTACKER.wallet.address;

function get(paths: readonly string[], auth: BaseRequest["auth"] = "none"): BaseRequest[] {
  return paths.map((path) => ({ method: "GET", path, auth }));
}

const TOKEN_BODY = [`[{"token_id":"${YES}","side":"BUY"},{"token_id":"${NO}"}]`];

const READING: readonly BaseRequest[] = [
  ...get([
    "/",
    "/ok",
    "/time",
    "/version",
    "/api/geoblock",
    `/book?token_id=${YES}`,
    `/midpoint?token_id=${YES}`,
    `/price?token_id=${YES}&side=BUY`,
    `/spread?token_id=${NO}`,
    `/last-trade-price?token_id=${YES}`,
    `/tick-size?token_id=${YES}`,
    `/tick-size/${YES}`,
    `/neg-risk/${YES}`,
    `/fee-rate?token_id=${YES}`,
    `/prices-history?market=${YES}&interval=1d&fidelity=5`,
    `/prices-history?market=${YES}&startTs=1&endTs=1795216276&fidelity=60`,
    "/markets?next_cursor=MA==",
    "/simplified-markets?next_cursor=LTE=",
    "/sampling-markets",
    "/sampling-simplified-markets?next_cursor=MQ==",
    `/markets/${CONDITION_ID}`,
    `/clob-markets/${CONDITION_ID}`,
    `/markets-by-token/${YES}`,
    `/markets/live-activity/${CONDITION_ID}`,
    "/rewards/markets/current?next_cursor=MA==",
    "/rewards/markets/multi?q=example&order_by=rate_per_day&position=DESC&page_size=10",
    `/rewards/markets/${CONDITION_ID}`,
    `/rebates/current?date=2026-11-19&maker_address=${USER}`,
    `/fees/builder-fees/${HASH}`,
    "/gamma/markets?limit=5&offset=0&order=volume&ascending=true&closed=false",
    "/gamma/markets/keyset?limit=2&after_cursor=MQ==",
    "/gamma/markets/1",
    "/gamma/markets/slug/will-the-example-event-happen",
    "/gamma/markets/1/tags",
    `/gamma/markets?condition_ids=${CONDITION_ID}&clob_token_ids=${YES}`,
    "/gamma/events?limit=5&slug=who-wins",
    "/gamma/events/keyset?limit=2",
    "/gamma/events/1",
    "/gamma/events/slug/who-wins",
    "/gamma/tags/2",
    "/gamma/public-search?q=example&limit_per_type=5",
    `/data-api/positions?user=${USER}&sizeThreshold=0&limit=10&offset=0&sortBy=CURRENT`,
    `/data-api/closed-positions?user=${USER}`,
    `/data-api/trades?user=${USER}&limit=10&takerOnly=false&side=BUY`,
    `/data-api/activity?user=${USER}&type=TRADE&start=1&end=2`,
    `/data-api/holders?market=${CONDITION_ID}&limit=5`,
    `/data-api/value?user=${USER}`,
    `/data-api/traded?user=${USER}`,
    `/data-api/oi?market=${CONDITION_ID}`,
    "/data-api/live-volume?id=1",
    `/data-api/v1/market-positions?market=${CONDITION_ID}`,
    "/data-api/v1/leaderboard",
    `/data-api/v2/positions?user=${USER}&filter_type=CASH&filter_amount=1&limit=3`,
    `/data-api/v2/trades?condition=${CONDITION_ID}&cursor=MTox`,
    `/data-api/v2/prices-history?token_id=${YES}&interval=1d&bucket_seconds=60`,
    `/data-api/v2/resolutions?condition=${CONDITION_ID}`,
    `/data-api/v2/holders?condition=${CONDITION_ID}`,
    "/data-api/v2/status",
  ]),
  ...["/books", "/midpoints", "/prices", "/spreads", "/last-trades-prices"].map(
    (path): BaseRequest => ({ method: "POST", path, auth: "none", bodies: TOKEN_BODY }),
  ),
  {
    method: "POST",
    path: "/batch-prices-history",
    auth: "none",
    bodies: [`{"markets":["${YES}","${NO}"],"interval":"1d","fidelity":5}`],
  },
  { method: "POST", path: "/markets/live-activity", auth: "none", bodies: [`["${CONDITION_ID}"]`] },
];

const OWN: readonly BaseRequest[] = [
  ...get(
    [
      "/auth/api-keys",
      "/auth/ban-status/closed-only",
      "/auth/readonly-api-keys",
      "/auth/builder-api-key",
      `/data/order/${HASH}`,
      `/data/orders?market=${CONDITION_ID}&asset_id=${YES}&next_cursor=MA==`,
      "/data/pre-migration-orders",
      `/data/trades?market=${CONDITION_ID}&after=1&before=1795216276&maker_address=${USER}&id=x`,
      `/order-scoring?order_id=${HASH}`,
      `/balance-allowance?asset_type=CONDITIONAL&token_id=${YES}&signature_type=3`,
      "/balance-allowance/update?asset_type=COLLATERAL&signature_type=0",
      "/notifications?signature_type=0",
      "/rewards/user?date=2026-11-19&next_cursor=MA==",
      "/rewards/user/total?date=2026-11-19",
      "/rewards/user/percentages",
      "/rewards/user/markets?date=2026-11-19&order_by=earnings&position=ASC",
      `/builder/trades?builder_code=${HASH}&next_cursor=MA==`,
    ],
    "key",
  ),
  { method: "POST", path: "/orders-scoring", auth: "key", bodies: [`["${HASH}"]`] },
  { method: "DELETE", path: "/notifications?ids=1,2", auth: "key" },
];

const CHANGING: readonly BaseRequest[] = [
  { method: "DELETE", path: "/order", auth: "key", bodies: [`{"orderID":"${HASH}"}`] },
  { method: "DELETE", path: "/orders", auth: "key", bodies: [`["${HASH}","${HASH}"]`] },
  { method: "DELETE", path: "/cancel-all", auth: "key" },
  {
    method: "DELETE",
    path: "/cancel-market-orders",
    auth: "key",
    bodies: [`{"market":"${CONDITION_ID}","asset_id":"${YES}"}`],
  },
  { method: "POST", path: "/v1/heartbeats", auth: "key", bodies: ['{"heartbeat_id":""}'] },
  { method: "POST", path: "/heartbeats", auth: "key" },
  { method: "POST", path: "/auth/api-key", auth: "wallet" },
  { method: "GET", path: "/auth/derive-api-key", auth: "wallet" },
  { method: "POST", path: "/auth/readonly-api-key", auth: "key" },
  { method: "DELETE", path: "/auth/readonly-api-key", auth: "key", bodies: ['{"key":"x"}'] },
  { method: "POST", path: "/auth/builder-api-key", auth: "key" },
  { method: "DELETE", path: "/auth/builder-api-key", auth: "key", bodies: ['{"key":"x"}'] },
];

const METHODS = [
  "GET",
  "POST",
  "DELETE",
  "PUT",
  "PATCH",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "SEARCH",
];

/** One request under construction. */
interface Draft {
  method: string;
  path: string;
  headers: Header[];
  body: Buffer;
  party: Party;
  isSignedLast: boolean;
}

/** A request with some things wrong about it, or nothing at all. */
export function mutantRequest(dice: Dice, materials: Materials): Mutant {
  const base = baseOf(dice, materials);
  const draft: Draft = {
    method: base.method,
    path: base.path,
    headers: base.bodies === undefined ? [] : [["Content-Type", "application/json"]],
    body: Buffer.from(base.bodies === undefined ? "" : dice.pick(base.bodies)),
    party: dice.chance(0.85) ? ATTACKER : ACCOMPLICE,
    isSignedLast: dice.chance(0.9),
  };
  const wallet = base.auth === "wallet" ? dice.pick(materials.walletHeaders) : [];
  draft.headers.push(...wallet);
  if (base.auth === "key" && !draft.isSignedLast) draft.headers.push(...keyHeaders(draft));
  // Many orders are absurd enough as they are signed.
  const isOrder = base.method === "POST" && base.path.startsWith("/order");
  const count = dice.chance(isOrder ? 0.35 : 0.04) ? 0 : 1 + dice.below(2);
  for (let left = count; left > 0; left -= 1) mutate(draft, dice);
  if (base.auth === "key" && draft.isSignedLast) draft.headers.push(...keyHeaders(draft));
  if (dice.chance(0.08)) mutateHeaders(draft, dice);
  return { method: draft.method, bytes: wireBytes(draft) };
}

function baseOf(dice: Dice, { orders, absurdOrders }: Materials): BaseRequest {
  const kind = dice.below(10);
  if (kind < 3) return dice.pick(READING);
  if (kind < 4) return dice.pick(OWN);
  if (kind < 6) return dice.pick(CHANGING);
  const legs = Array.from({ length: 1 + dice.below(4) }, () =>
    dice.pick(dice.chance(0.2) ? orders : absurdOrders),
  );
  return kind < 9
    ? { method: "POST", path: "/order", auth: "key", bodies: legs }
    : { method: "POST", path: "/orders", auth: "key", bodies: [`[${legs.join(",")}]`] };
}

function keyHeaders({ method, path, body, party }: Draft): Header[] {
  const { session } = party;
  const timestamp = "1795216276";
  const plain = path.split("?", 1)[0] ?? "";
  return [
    ["POLY_ADDRESS", session.signer],
    ["POLY_SIGNATURE", l2Signature(session.secret, timestamp, method, plain, body)],
    ["POLY_TIMESTAMP", timestamp],
    ["POLY_API_KEY", session.apiKey],
    ["POLY_PASSPHRASE", session.passphrase],
  ];
}

function mutate(draft: Draft, dice: Dice): void {
  const kind = dice.below(12);
  if (draft.body.length > 0 && kind < 8) {
    if (kind < 6) draft.body = Buffer.from(mutateJson(draft.body.toString("utf8"), dice));
    else if (kind === 6) draft.body = mutateBytes(draft.body, dice);
    else draft.body = Buffer.from(oddBody(dice));
    return;
  }
  if (kind < 9) draft.path = mutatedPath(draft.path, dice);
  else if (kind === 9) draft.method = dice.pick(METHODS);
  else if (kind === 10) mutateHeaders(draft, dice);
  else draft.body = Buffer.from(oddBody(dice));
}

function oddBody(dice: Dice): string {
  const kind = dice.below(12);
  if (kind === 0) return deepJson(1_000 + dice.below(20_000), dice.chance(0.5));
  if (kind === 1) return `[${"{},".repeat(dice.below(600))}{}]`;
  if (kind === 2)
    return `{${Array.from({ length: dice.below(3_000) }, (_, at) => `"k${at}":0,`).join("")}"z":0}`;
  if (kind === 3) return "token_id=1&side=BUY";
  if (kind === 4) return "%PDF-1.7\u0000\u0001";
  if (kind === 5) return '"'.padEnd(1 + dice.below(60_000), "\\u0041");
  return dice.pick([
    "null",
    "[]",
    "{}",
    '""',
    "0",
    "[null]",
    "[[[]]]",
    "\uFEFF{}",
    "{'a':1}",
    "{}{}",
    "\n",
    "nul",
  ]);
}

function mutatedPath(path: string, dice: Dice): string {
  const [plain = "", query = ""] = path.split("?", 2);
  const kind = dice.below(10);
  const odd = encodeURIComponent(oddText(dice).replaceAll("\uD800", "")).slice(0, 6_000);
  if (kind < 4 && query !== "") {
    const pairs = query.split("&");
    const at = dice.below(pairs.length);
    const name = (pairs[at] ?? "").split("=", 1)[0] ?? "";
    const forms = [
      `${name}=${odd}`,
      name,
      `${name}[]=1`,
      `${name}[a]=1&${name}[b]=2`,
      `${name}=&${name}=${odd}`,
      `${name}=1,2,,${odd}`,
    ];
    pairs[at] = dice.pick(forms);
    return `${plain}?${pairs.join("&")}`;
  }
  if (kind < 6) {
    const parts = plain.split("/");
    parts[parts.length - 1] = dice.pick([
      odd.slice(0, 300),
      "..",
      "%2e%2e",
      "%2f",
      "",
      "*",
      ":id",
      "%00",
    ]);
    return `/${parts.slice(1).join("/")}${query === "" ? "" : `?${query}`}`;
  }
  const tails = [
    "?",
    "??",
    "?&&&",
    "?=",
    "?%",
    "?a=%E0%A4%A",
    "/%E0%A4%A",
    "/%",
    "//",
    "/./",
    ";a=b",
    "#x",
    "?__proto__[x]=1&constructor=2",
  ];
  if (kind < 9) return path + dice.pick(tails);
  return `${path}${query === "" ? "?" : "&"}${"a=1&".repeat(dice.below(2_500))}`;
}

const HEADER_NAMES = [
  "POLY_ADDRESS",
  "POLY_SIGNATURE",
  "POLY_TIMESTAMP",
  "POLY_API_KEY",
  "POLY_PASSPHRASE",
  "POLY_NONCE",
];

function mutateHeaders(draft: Draft, dice: Dice): void {
  const odd = oddText(dice).slice(0, 9_000);
  const additions: readonly Header[] = [
    [
      "Content-Type",
      dice.pick([
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=",
        "application/json; charset=utf-7",
        "",
        ";;;",
        odd,
      ]),
    ],
    [dice.pick(HEADER_NAMES), odd],
    ["Accept-Encoding", "gzip, br"],
    ["Content-Encoding", "gzip"],
    ["Authorization", "Bearer wrong"],
    ["X-Forwarded-For", odd],
    ["Expect", dice.pick(["100-continue", "200-ok"])],
    ["Cookie", `a=${odd}`],
    ["Range", "bytes=0-18446744073709551615"],
    ["Accept-Version", dice.pick(["1.x", odd])],
    ["__proto__", "x"],
    ["X-Giant", "a".repeat(dice.below(20_000))],
    ["Host", odd],
    ["Origin", odd],
    ["If-None-Match", "*"],
  ];
  const kind = dice.below(4);
  const at = dice.below(Math.max(1, draft.headers.length));
  const held = draft.headers[at];
  if (kind === 0 && held !== undefined) draft.headers.splice(at, 1);
  else if (kind === 1 && held !== undefined)
    draft.headers.push([held[0].toLowerCase(), dice.chance(0.5) ? held[1] : odd]);
  else if (kind === 2 && held !== undefined) {
    draft.headers[at] = [held[0], mutateBytes(Buffer.from(held[1]), dice).toString("latin1")];
  } else draft.headers.push(dice.pick(additions));
}

/** Framed as HTTP demands, so that the connection serves for the next one too. */
function wireBytes({ method, path, headers, body }: Draft): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${printable(value)}\r\n`).join("");
  const target = printable(path).replaceAll(/[^\u0021-\u007E]/g, "%C2");
  const head = `${method} ${target} HTTP/1.1\r\nHost: a\r\n${lines}Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

/** Without what would end a line. */
function printable(text: string): string {
  return text.replaceAll(/[^\t\u0020-\u007E\u0080-\u00FF]/g, "?");
}
