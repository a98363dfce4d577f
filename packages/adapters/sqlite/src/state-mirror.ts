import { encodeMirroredState, type EpochMs, type ExpiringStateMirror } from "@polytraders/core";
import { inStore } from "./store-error.ts";
import { inTransaction, openStoreFile, type StoreKind } from "./store-file.ts";
import { integerOf, jsonOf, textOf } from "./store-row.ts";

const STATE_MIRROR: StoreKind = {
  // "PTSM"
  applicationId: 0x5054534d,
  version: 1,
  tables: `
    CREATE TABLE state (
      bot_id TEXT NOT NULL,
      market_id TEXT NOT NULL,
      saved_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (bot_id, market_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX state_by_expiry ON state (expires_at_ms);
  `,
};

/** Bot state in a file. */
export interface SqliteStateMirror extends ExpiringStateMirror {
  close(): void;
}

/**
 * Opens the file in which bot state survives a restart. States that have expired at `nowMs` are
 * removed at once and so never returned.
 *
 * A save survives a crash of the process. Power loss may undo the last saves: bots then start from
 * an older state or from none, which they must be able to do anyway.
 *
 * @throws PolytradersError STORE_UNWRITABLE, STORE_CORRUPT, STORE_FOREIGN,
 *   STORE_VERSION_UNSUPPORTED or STORE_LOCKED
 */
export function openStateMirror(file: string, nowMs: EpochMs): SqliteStateMirror {
  const database = openStoreFile(file, STATE_MIRROR, { durability: "process", isReadOnly: false });
  const select = database.prepare("SELECT * FROM state WHERE bot_id = ? ORDER BY market_id");
  const replace = database.prepare("INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)");
  const expire = database.prepare("DELETE FROM state WHERE expires_at_ms <= ?");
  const sweep = (atMs: EpochMs) => inStore(file, () => Number(expire.run(atMs).changes));
  sweep(nowMs);
  return {
    load: (botId) =>
      inStore(file, () =>
        select.all(botId).map((row) => ({
          botId,
          marketId: textOf(file, row, "market_id"),
          savedAtMs: integerOf(file, row, "saved_at_ms"),
          expiresAtMs: integerOf(file, row, "expires_at_ms"),
          state: jsonOf(file, row, "state"),
        })),
      ),
    save(states) {
      const encoded = states.map(encodeMirroredState);
      inStore(file, () =>
        inTransaction(database, () => {
          for (const { botId, marketId, savedAtMs, expiresAtMs, state } of encoded) {
            replace.run(botId, marketId, savedAtMs, expiresAtMs, state);
          }
        }),
      );
    },
    sweep,
    close: () => inStore(file, () => database.close()),
  };
}
