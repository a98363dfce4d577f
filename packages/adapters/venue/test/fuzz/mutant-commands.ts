import { CONDITION_ID, START_MS } from "../server/serve-venue.ts";
import type { Dice } from "./dice.ts";
import { CONTROL_TOKEN } from "./fuzzed-venue.ts";
import { deepJson, mutateBytes, mutateJson } from "./mutate-json.ts";
import type { Mutant } from "./mutant-requests.ts";
import { ATTACKER } from "./wallets.ts";

const USER = ATTACKER.wallet.address;

const COMMANDS: readonly (readonly [path: string, body: string])[] = [
  ["fund", `{"address":"${USER}","pusd":10}`],
  ["fund", `{"address":"${USER}","pusd":"0.5","owner":"${USER}"}`],
  ["clock", '{"advanceMs":10}'],
  ["clock", `{"setMs":${START_MS}}`],
  ["clock", '{"speed":0}'],
  ["clock", '{"speed":0.001,"advanceMs":1}'],
  ["markets", '{"slug":"one","question":"Will it?","tick_size":"0.001","fees":{"rate":0}}'],
  [
    "markets",
    `{"end_at":${START_MS + 9},"game_start_at":${START_MS + 5},"clearsBookOnStart":true,"takerDelayMs":5,"secondsDelay":1,"protocol":"v2","minimumOrderShares":5}`,
  ],
  [
    "markets",
    '{"rewards":{"dailyPoolUsd":5,"spreadMaxCents":3,"sizeMinShares":20,"multiplier":2},"fees":{"rate":0.1,"exponent":2,"rebateShare":0.5},"makers":null,"endAt":"2026-12-01T00:00:00Z"}',
  ],
  ["markets", '[{"slug":"a"},{"slug":"b","outcomes":["Up","Down"]}]'],
  ["markets", '{"title":"Who?","negRisk":true,"markets":[{"slug":"x"},{"slug":"y"}]}'],
  ["markets", `{"version":1,"accounts":[{"address":"${USER}","pusd":1}],"markets":[]}`],
  ["resolve", `{"conditionId":"${CONDITION_ID}","payouts":[1,0]}`],
  ["resolve", `{"condition_id":"${CONDITION_ID}","payouts":["0.5","0.5"]}`],
  ["faults", '{"version":1,"faults":[{"kind":"server_error_after_accept","probability":0.1}]}'],
  ["faults", "version: 1\nfaults:\n  - kind: feed_drop\n    probability: 0.5\n"],
];

const YAML_ODDITIES = [
  "a: &a [*a]",
  "a: &a [1]\nb: [*a,*a]",
  "!!js/function 'x'",
  "? [a]\n: b",
  "<<: {a: 1}",
  "%YAML 9.9\n---\n{}",
  "--- 1\n--- 2",
  "\t- a",
  "version: 1\nfaults: !!binary aGk=",
  "- - - - - - -",
  "key: |\n  text\n more",
];

/** A command to the control port with something wrong about it. */
export function mutantCommand(dice: Dice): Mutant {
  const [path, body] = dice.pick(COMMANDS);
  const target = dice.chance(0.03) ? "/_venue/state?limit=-1" : `/_venue/${path}`;
  const method = dice.chance(0.03) ? dice.pick(["GET", "PUT", "DELETE"]) : "POST";
  const token = dice.chance(0.04) ? dice.pick(["", "wrong", `${CONTROL_TOKEN}x`]) : CONTROL_TOKEN;
  const sent = Buffer.from(mutatedBody(body, dice));
  const head = `${method} ${target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${sent.length}\r\n\r\n`;
  return { method, bytes: Buffer.concat([Buffer.from(head), sent]) };
}

function mutatedBody(body: string, dice: Dice): Buffer | string {
  const kind = dice.below(20);
  if (kind === 0) return deepJson(dice.pick([9, 300, 5_000, 30_000]), dice.chance(0.5));
  if (kind === 1) return dice.pick(YAML_ODDITIES);
  if (kind === 2)
    return dice.pick([
      "",
      "null",
      "[]",
      "{}",
      "0",
      '"x"',
      "{",
      "[[]]",
      '{"markets":{}}',
      '{"event":[]}',
    ]);
  if (kind === 3) return body;
  if (kind < 7) return mutateBytes(Buffer.from(body), dice);
  return mutateJson(body, dice);
}
