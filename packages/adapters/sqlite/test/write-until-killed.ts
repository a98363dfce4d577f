/* Saves bot state until it is killed, and says how far it has committed. */
import { writeSync } from "node:fs";
import { openStateMirror } from "@polytraders/adapter-sqlite";

const [mirrorFile = ""] = process.argv.slice(2);
const mirror = openStateMirror(mirrorFile, 0);
const markets = ["0xaa", "0xbb", "0xcc"];

for (let event = 1; ; event += 1) {
  const state = { event };
  mirror.save(
    markets.map((marketId) => ({ botId: "b", marketId, savedAtMs: 0, expiresAtMs: 1, state })),
  );
  writeSync(1, `${event}\n`);
}
