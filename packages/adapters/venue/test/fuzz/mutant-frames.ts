import { CONDITION_ID, NO, YES } from "../server/serve-venue.ts";
import type { Dice } from "./dice.ts";
import { deepJson, mutateBytes, mutateJson } from "./mutate-json.ts";
import { ATTACKER } from "./wallets.ts";
import { frameOf, type FrameShape } from "./websocket-wire.ts";

const { apiKey, secret, passphrase } = ATTACKER.session;

/** Opens a connection on each channel as the official clients do. */
export const OPENING = {
  market: `{"assets_ids":["${YES}"],"type":"market","custom_feature_enabled":true}`,
  user: JSON.stringify({ type: "user", markets: [], auth: { apiKey, secret, passphrase } }),
} as const;

export type Channel = keyof typeof OPENING;

const MESSAGES: Readonly<Record<Channel, readonly string[]>> = {
  market: [
    OPENING.market,
    `{"assets_ids":["${YES}","${NO}"],"type":"market","initial_dump":true,"level":2}`,
    `{"operation":"subscribe","assets_ids":["${NO}"],"level":1,"custom_feature_enabled":false}`,
    `{"operation":"unsubscribe","assets_ids":["${YES}"]}`,
    '{"type":"MARKET","assets_ids":[]}',
  ],
  user: [
    OPENING.user,
    `{"operation":"subscribe","markets":["${CONDITION_ID}"]}`,
    `{"operation":"unsubscribe","markets":["${CONDITION_ID}"]}`,
    JSON.stringify({ type: "USER", markets: null, auth: { apiKey, secret, passphrase: "wrong" } }),
  ],
};

/** A text message with something wrong about it, in one frame or several. */
export function mutantMessage(dice: Dice, channel: Channel): Buffer {
  const bytes = messageBytes(dice, channel);
  if (dice.chance(0.85) || bytes.length < 4) return frameOf(0x1, bytes);
  const at = 1 + dice.below(bytes.length - 2);
  const parts = [frameOf(0x1, bytes.subarray(0, at), { isFinal: false })];
  if (dice.chance(0.3)) parts.push(frameOf(0x9, Buffer.from("between")));
  return Buffer.concat([...parts, frameOf(0x0, bytes.subarray(at))]);
}

function messageBytes(dice: Dice, channel: Channel): Buffer {
  const text = dice.pick(MESSAGES[channel]);
  const kind = dice.below(12);
  if (kind < 7) return Buffer.from(mutateJson(text, dice));
  if (kind < 9) return Buffer.from(mutateBytes(Buffer.from(text), dice).toString("utf8"));
  if (kind === 9) return Buffer.from(oddMessage(dice, channel));
  return kind === 10
    ? Buffer.from(text)
    : Buffer.from(dice.pick(["", "ping", "PING ", "pong", "{", "null", "[]", "\u0000"]));
}

function oddMessage(dice: Dice, channel: Channel): string {
  const kind = dice.below(5);
  if (kind === 0) return deepJson(1_000 + dice.below(40_000), dice.chance(0.5));
  const ids = Array.from(
    { length: dice.below(2_000) },
    (_, at) => `"${at}${"7".repeat(at % 100)}"`,
  ).join();
  if (kind === 1)
    return `{"operation":"subscribe","${channel === "market" ? "assets_ids" : "markets"}":[${ids}]}`;
  if (kind === 2) return `{"operation":"unsubscribe","assets_ids":[${ids}],"markets":[${ids}]}`;
  if (kind === 3) return `{"type":"${channel}",${'"assets_ids":[],'.repeat(500)}"z":0}`;
  return `{"auth":{"apiKey":"__proto__","secret":"${"a".repeat(dice.below(20_000))}","passphrase":"constructor"}}`;
}

const SHAPES: readonly FrameShape[] = [
  { isMasked: false },
  { reserved: 1 },
  { reserved: 4 },
  { reserved: 7 },
  { isFinal: false },
  { toldLength: 10_000 },
  { toldLength: 3 },
  { toldLength: 300_000 },
  { toldLength: 2 ** 31 },
  { toldLength: Number.MAX_SAFE_INTEGER },
  { isLongForm: true },
  {},
];

const INVALID_UTF8 = [
  [0xc3, 0x28],
  [0xff, 0xfe],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xc0, 0x80],
];

/** Bytes that break the WebSocket protocol, or nearly. The connection is half closed behind them. */
export function brokenFrames(dice: Dice, channel: Channel): Buffer {
  const text = Buffer.from(dice.pick(MESSAGES[channel]));
  const kind = dice.below(10);
  if (kind < 3)
    return frameOf(
      dice.pick([0x0, 0x1, 0x2, 0x3, 0x7, 0x8, 0x9, 0xa, 0xb, 0xf]),
      text.subarray(0, dice.chance(0.5) ? 100 : text.length),
      dice.pick(SHAPES),
    );
  if (kind === 3) return frameOf(0x1, Buffer.concat([text, Buffer.from(dice.pick(INVALID_UTF8))]));
  if (kind === 4) return frameOf(0x8, closePayload(dice));
  if (kind === 5) {
    const whole = frameOf(0x1, text);
    return whole.subarray(0, dice.below(whole.length));
  }
  if (kind === 6) return mutateBytes(frameOf(0x1, text), dice);
  if (kind === 7)
    return Buffer.from(Array.from({ length: 1 + dice.below(200) }, () => dice.below(256)));
  if (kind === 8) {
    const count = 1 + dice.below(40);
    return Buffer.concat(
      Array.from({ length: count }, () =>
        frameOf(dice.pick([0x0, 0x9]), Buffer.alloc(dice.below(126)), {
          isFinal: dice.chance(0.5),
        }),
      ),
    );
  }
  return Buffer.concat([frameOf(0x1, text, { isFinal: false }), frameOf(0x1, text)]);
}

function closePayload(dice: Dice): Buffer {
  const code = Buffer.alloc(2);
  code.writeUInt16BE(dice.pick([0, 999, 1_000, 1_005, 1_006, 1_015, 2_999, 4_000, 65_535]));
  return dice.pick([
    Buffer.alloc(0),
    Buffer.from([3]),
    code,
    Buffer.concat([code, Buffer.from([0xff])]),
    Buffer.concat([code, Buffer.alloc(123, "r")]),
  ]);
}
