import { Agent, request as send } from "node:http";
import { createSeededRandom } from "@polytraders/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { l2Signature } from "../../src/signing/l2-auth.ts";
import {
  CONDITION_ID,
  end,
  MAKER,
  MAKER_SESSION,
  orderBody,
  serve,
  YES,
  type Served,
} from "./serve-venue.ts";

const COUNT = Number(process.env["POLYTRADERS_FUZZ_REQUESTS"] ?? "5000");

const PATHS: readonly (readonly [string, string])[] = [
  ["POST", "/order"],
  ["POST", "/orders"],
  ["DELETE", "/order"],
  ["DELETE", "/orders"],
  ["DELETE", "/cancel-market-orders"],
  ["POST", "/orders-scoring"],
  ["POST", "/v1/heartbeats"],
  ["DELETE", "/auth/readonly-api-key"],
  ["DELETE", "/auth/builder-api-key"],
  ["POST", "/auth/api-key"],
  ["GET", `/data/trades?market=${CONDITION_ID}&after=1&before=2`],
  ["GET", "/data/orders?next_cursor=MA=="],
  ["GET", `/data/order/${CONDITION_ID}`],
  ["GET", `/balance-allowance?asset_type=CONDITIONAL&token_id=${YES}&signature_type=3`],
  ["GET", "/rewards/user?date=2026-11-19"],
  ["GET", "/rewards/user/markets?date=2026-11-19&next_cursor=MA=="],
  ["GET", "/notifications?signature_type=0"],
  ["DELETE", "/notifications?ids=1,2"],
  ["POST", "/books"],
  ["POST", "/prices"],
  ["POST", "/last-trades-prices"],
  ["POST", "/batch-prices-history"],
  ["POST", "/markets/live-activity"],
  ["GET", `/book?token_id=${YES}`],
  ["GET", `/price?token_id=${YES}&side=BUY`],
  ["GET", `/prices-history?market=${YES}&interval=1d&fidelity=5`],
  ["GET", `/prices-history?market=${YES}&startTs=0&endTs=1795216276&fidelity=1`],
  ["GET", `/markets/${CONDITION_ID}`],
  ["GET", "/rebates/current?date=2026-11-19&maker_address=0x"],
  ["GET", `/builder/trades?builder_code=${CONDITION_ID}`],
  ["GET", "/gamma/markets/keyset?limit=2&after_cursor=MQ=="],
  ["GET", "/gamma/markets?order=volume&ascending=true&closed=false"],
  ["GET", "/gamma/public-search?q=rain"],
  ["GET", `/data-api/positions?user=${MAKER.address}&sizeThreshold=0`],
  ["GET", `/data-api/v2/positions?user=${MAKER.address}&filter_type=CASH&filter_amount=1`],
  ["GET", `/data-api/v2/trades?condition=${CONDITION_ID}&cursor=MTox`],
  ["GET", `/data-api/v2/prices-history?token_id=${YES}&interval=1d&bucket_seconds=60`],
];

const ODD = [
  "null",
  "-1",
  "1e999",
  "[]",
  "{}",
  '""',
  '"__proto__"',
  "true",
  "9007199254740993",
  '"\u0000"',
  '"constructor"',
];

let served: Served;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

beforeAll(async () => {
  served = await serve();
});

afterAll(async () => {
  agent.destroy();
  await end(served);
});

/** One byte, one value or one end is changed. */
function mutated(text: string, next: () => number): string {
  const at = Math.floor(next() * (text.length + 1));
  const kind = Math.floor(next() * 5);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 2) return text.slice(0, at) + String.fromCharCode(33 + next() * 90) + text.slice(at);
  const odd = ODD[Math.floor(next() * ODD.length)] ?? "null";
  if (kind === 3) return text.replace(/:("[^"]*"|\d+|true|false)/, () => `:${odd}`);
  const values = [...text.matchAll(/:("[^"]*"|\d+|true|false)/g)];
  const chosen = values[Math.floor(next() * values.length)];
  if (chosen === undefined) return odd;
  return `${text.slice(0, chosen.index)}:${odd}${text.slice(chosen.index + chosen[0].length)}`;
}

function ask(
  method: string,
  path: string,
  body: string,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(served.server.addresses.http);
  const timestamp = "1795216276";
  const plain = path.split("?", 1)[0] ?? "";
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        agent,
        hostname,
        port,
        method,
        path: encodeURI(path).replaceAll("%25", "%"),
        headers: {
          "content-length": bytes.length,
          poly_address: MAKER_SESSION.signer,
          poly_api_key: MAKER_SESSION.apiKey,
          poly_passphrase: MAKER_SESSION.passphrase,
          poly_timestamp: timestamp,
          poly_signature: l2Signature(MAKER_SESSION.secret, timestamp, method, plain, bytes),
        },
      },
      (incoming) => {
        let text = "";
        incoming.on("data", (chunk) => {
          text += String(chunk);
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

it(`answers ${COUNT} mutated requests, changing nothing when it refuses`, async () => {
  const random = createSeededRandom(11, "mutations");
  const next = (): number => random.next();
  const { exchange } = served.venue;
  const good = await orderBody(MAKER, MAKER_SESSION.apiKey, {
    side: "BUY",
    price: 0.4,
    shares: 10,
  });
  const bodies = [
    good,
    `[${good},${good}]`,
    '{"orderID":"0x12","market":"0x1","asset_id":"1","heartbeat_id":"","key":"x"}',
    `[{"token_id":"${YES}","side":"BUY"}]`,
    `["${CONDITION_ID}"]`,
    `{"markets":["${YES}"],"interval":"1d","fidelity":5}`,
  ];
  const statuses = new Map<number, number>();
  for (let count = 0; count < COUNT; count += 1) {
    const [method, path] = PATHS[Math.floor(next() * PATHS.length)] ?? ["GET", "/ok"];
    const body = bodies[Math.floor(next() * bodies.length)] ?? "";
    const isPathMutated = next() < 0.5;
    const asked = isPathMutated ? `/${mutated(path.slice(1), next)}` : path;
    const sent = method === "GET" ? "" : next() < 0.9 ? mutated(body, next) : body;
    const before = exchange.eventCount;
    const { status, text } = await ask(method, asked, sent);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const where = `${method} ${asked} ${sent} -> ${status} ${text}`;
    if (status >= 500 || /node_modules|\.ts:\d|FST_|at \w+ \(/.test(text)) throw new Error(where);
    if (status >= 400 && exchange.eventCount !== before) throw new Error(`changed: ${where}`);
    if (text.includes(MAKER_SESSION.secret)) throw new Error(`secret: ${where}`);
  }
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(statuses.get(400)).toBeGreaterThan(0);
}, 600_000);
