import type { StoreKind } from "./store-file.ts";

/** The journal of one run. Market data and envelopes live in files of their own. */
export const RUN_JOURNAL: StoreKind = {
  // "PTRJ"
  applicationId: 0x5054524a,
  version: 1,
  tables: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE source (label TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT;
    CREATE TABLE checkpoint (
      event_sequence INTEGER PRIMARY KEY,
      source_row INTEGER NOT NULL,
      time_ms INTEGER NOT NULL,
      state_hash TEXT NOT NULL
    ) STRICT;
    CREATE TABLE command (
      command_id TEXT NOT NULL UNIQUE,
      event_sequence INTEGER NOT NULL,
      command TEXT NOT NULL
    ) STRICT;
    CREATE TABLE configuration (
      event_sequence INTEGER NOT NULL,
      config_version TEXT NOT NULL,
      configuration TEXT NOT NULL
    ) STRICT;
  `,
};
