import type { StoreKind } from "./store-file.ts";

/**
 * The journal of one run. `entry` is the truth: inputs, what was sent because of them, and where the
 * kernel stood. `record` holds what follows from it, for people and SQL. Both are append-only and
 * chained by hash; `head` says where the chains end. The views are read by nothing in the project.
 */
export const KERNEL_JOURNAL: StoreKind = {
  // "PTKJ"
  applicationId: 0x50544b4a,
  version: 1,
  tables: `
    CREATE TABLE head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      state TEXT NOT NULL,
      entries INTEGER NOT NULL,
      entry_hash BLOB NOT NULL,
      records INTEGER NOT NULL,
      record_hash BLOB NOT NULL,
      market_rows INTEGER NOT NULL,
      market_row_hash TEXT NOT NULL
    ) STRICT;
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL,
      columns BLOB,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE TABLE record (
      sequence INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      event_sequence INTEGER NOT NULL,
      payload TEXT NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE VIEW intents AS SELECT
      event_sequence,
      payload ->> 'timeMs' AS time_ms,
      payload ->> 'intentId' AS intent_id,
      payload ->> 'botId' AS bot_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'outcome' AS outcome,
      payload ->> 'reasonCode' AS reason_code,
      payload ->> 'decidedBy' AS decided_by,
      payload ->> 'orderId' AS order_id,
      payload ->> '$.requested.side' AS side,
      payload ->> '$.requested.price' AS requested_price,
      payload ->> '$.requested.size' AS requested_size,
      payload ->> '$.granted.price' AS granted_price,
      payload ->> '$.granted.size' AS granted_size
    FROM record WHERE kind = 'decision';
    CREATE VIEW plans AS SELECT
      event_sequence,
      payload ->> 'orderId' AS order_id,
      payload ->> 'botId' AS bot_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'reasonCode' AS reason_code,
      payload -> 'steps' AS steps
    FROM record WHERE kind = 'plan';
    CREATE VIEW orders AS SELECT
      event_sequence,
      payload ->> 'timeMs' AS time_ms,
      payload ->> 'orderId' AS order_id,
      payload ->> 'venueOrderId' AS venue_order_id,
      payload ->> 'intentId' AS intent_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'side' AS side,
      payload ->> 'price' AS price,
      payload ->> 'originalSize' AS original_size,
      payload ->> 'filledSize' AS filled_size,
      payload ->> 'remainingSize' AS remaining_size,
      payload ->> 'status' AS status,
      payload ->> 'venueReason' AS venue_reason
    FROM record WHERE kind = 'order_update';
    CREATE VIEW fills AS SELECT
      event_sequence,
      payload ->> 'timeMs' AS time_ms,
      payload ->> 'fillId' AS fill_id,
      payload ->> 'orderId' AS order_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'side' AS side,
      payload ->> 'role' AS role,
      payload ->> 'price' AS price,
      payload ->> 'size' AS size,
      payload ->> 'feeMicroUsd' AS fee_micro_usd,
      payload ->> 'settlement' AS settlement
    FROM record WHERE kind = 'fill';
    CREATE VIEW envelopes AS SELECT
      event_sequence,
      payload ->> 'timeMs' AS time_ms,
      payload ->> 'sequence' AS envelope_sequence,
      payload ->> 'botId' AS bot_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'kind' AS kind,
      payload ->> 'reasonCode' AS reason_code,
      payload ->> 'severity' AS severity,
      payload ->> 'value' AS value,
      payload -> 'payload' AS payload
    FROM record WHERE kind = 'envelope';
    CREATE VIEW placements AS SELECT
      sequence,
      payload ->> 'placedAtMs' AS time_ms,
      payload ->> 'placementId' AS placement_id,
      payload ->> 'venueOrderId' AS venue_order_id,
      payload ->> 'orderId' AS order_id,
      payload ->> 'botId' AS bot_id,
      payload ->> 'marketId' AS market_id,
      payload ->> 'side' AS side,
      payload ->> 'price' AS price,
      payload ->> 'size' AS size,
      payload ->> 'timeInForce' AS time_in_force
    FROM entry WHERE kind = 'placement';
    CREATE VIEW reports AS SELECT
      sequence,
      payload ->> 'kind' AS kind,
      payload ->> 'exchangeTimeMs' AS exchange_time_ms,
      payload ->> 'venueOrderId' AS venue_order_id,
      payload
    FROM entry WHERE kind = 'report';
  `,
};
