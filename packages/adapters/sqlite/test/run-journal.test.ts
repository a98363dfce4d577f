import { PolytradersError, type OperatorCommand } from "@polytraders/core";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRunJournal, type JournalCheckpoint } from "../src/run-journal.ts";
import { temporaryFile } from "./temporary-folder.ts";

const PAUSE: OperatorCommand = {
  schemaVersion: 1,
  command: "pause",
  commandId: "c-1",
  operator: "ann",
  reason: "maintenance",
  atMs: 1_790_000_000_000,
  expiresAtMs: null,
  scope: { botId: null, marketId: null },
};

function checkpointOf(eventSequence: number): JournalCheckpoint {
  return { eventSequence, sourceRow: 3 * eventSequence, timeMs: 1_000, stateHash: "00ff" };
}

describe("a run journal", () => {
  it("gives back after reopening everything that was written, in order", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openRunJournal(file);
    journal.setMeta("seed", 42);
    journal.setMeta("bots", ["intel.decay"]);
    journal.setMeta("seed", 43);
    journal.addSource({ label: "recording", fingerprint: "sha256:1" });
    journal.addConfiguration({ eventSequence: 0, configVersion: "v1", configuration: { a: [1] } });
    journal.addCheckpoint(checkpointOf(1));
    const disable: OperatorCommand = { ...PAUSE, command: "disable_trading", commandId: "c-0" };
    journal.addCommand(1, PAUSE);
    journal.addCommand(2, disable);
    journal.addConfiguration({ eventSequence: 2, configVersion: "v2", configuration: null });
    journal.addCheckpoint(checkpointOf(2));
    journal.close();

    const reader = openRunJournal(file, { isReadOnly: true });
    expect([...reader.meta()]).toEqual([
      ["bots", ["intel.decay"]],
      ["seed", 43],
    ]);
    expect(reader.sources()).toEqual([{ label: "recording", fingerprint: "sha256:1" }]);
    expect(reader.checkpoints()).toEqual([checkpointOf(1), checkpointOf(2)]);
    expect(reader.lastCheckpoint()).toEqual(checkpointOf(2));
    expect(reader.commands()).toEqual([
      { eventSequence: 1, command: PAUSE },
      { eventSequence: 2, command: disable },
    ]);
    expect(reader.configurations()).toEqual([
      { eventSequence: 0, configVersion: "v1", configuration: { a: [1] } },
      { eventSequence: 2, configVersion: "v2", configuration: null },
    ]);
    expect(() => reader.setMeta("seed", 1)).toThrow("STORE_UNWRITABLE");
    reader.close();
  });

  it("has no last checkpoint at the start", () => {
    expect(openRunJournal(temporaryFile("journal.sqlite")).lastCheckpoint()).toBeNull();
  });

  it("commits full batches, and whatever is pending with a command", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openRunJournal(file, { batchRows: 10 });
    const reader = openRunJournal(file, { isReadOnly: true });
    const committed = () => reader.checkpoints().length;
    for (let event = 1; event <= 9; event += 1) journal.addCheckpoint(checkpointOf(event));
    expect(committed()).toBe(0);
    journal.addCheckpoint(checkpointOf(10));
    expect(committed()).toBe(10);
    journal.addCheckpoint(checkpointOf(11));
    expect(committed()).toBe(10);
    journal.addCommand(11, PAUSE);
    expect(committed()).toBe(11);
    journal.addCheckpoint(checkpointOf(12));
    journal.flush();
    expect(committed()).toBe(12);
    reader.close();
    journal.close();
  });

  it("takes a checkpoint twice, but not two for the same event", () => {
    const journal = openRunJournal(temporaryFile("journal.sqlite"));
    const differing = fc.record(
      { sourceRow: fc.nat(), timeMs: fc.nat(), stateHash: fc.string() },
      { requiredKeys: [] },
    );
    journal.addCheckpoint(checkpointOf(1));
    journal.addCheckpoint(checkpointOf(1));
    fc.assert(
      fc.property(differing, (change) => {
        const other = { ...checkpointOf(1), ...change };
        fc.pre(JSON.stringify(other) !== JSON.stringify(checkpointOf(1)));
        expect(() => journal.addCheckpoint(other)).toThrow("STORE_CHECKPOINT_CONFLICT");
      }),
    );
    journal.addCheckpoint(checkpointOf(2));
    journal.close();
    expect(() => journal.checkpoints()).toThrow("STORE_CLOSED");
  });

  it("refuses a checkpoint that is not in integers", () => {
    const journal = openRunJournal(temporaryFile("journal.sqlite"));
    for (const field of ["eventSequence", "sourceRow", "timeMs"]) {
      for (const value of [0.5, Number.NaN]) {
        const checkpoint = { ...checkpointOf(1), [field]: value };
        expect(() => journal.addCheckpoint(checkpoint)).toThrow(`${field}: STORE_VALUE_INVALID`);
      }
    }
    expect(journal.checkpoints()).toEqual([]);
  });

  it("knows a command by its id", () => {
    const journal = openRunJournal(temporaryFile("journal.sqlite"));
    expect(journal.addCommand(1, PAUSE)).toBe(true);
    expect(journal.addCommand(5, PAUSE)).toBe(false);
    expect(journal.commands()).toEqual([{ eventSequence: 1, command: PAUSE }]);
  });

  it("does not let a run go on with other data", () => {
    const journal = openRunJournal(temporaryFile("journal.sqlite"));
    journal.addSource({ label: "recording", fingerprint: "sha256:1" });
    journal.addSource({ label: "recording", fingerprint: "sha256:1" });
    expect(() => journal.addSource({ label: "recording", fingerprint: "sha256:2" })).toThrow(
      "STORE_SOURCE_CHANGED",
    );
  });

  it("names the field of a stored command that is none", () => {
    const file = temporaryFile("journal.sqlite");
    const journal = openRunJournal(file);
    journal.addCommand(1, PAUSE);
    const intruder = new DatabaseSync(file);
    intruder.exec("UPDATE command SET command = json_set(command, '$.scope.botId', 1)");
    intruder.close();
    const error = captured(() => journal.commands());
    expect(error.code).toBe("STORE_CORRUPT");
    expect(error.detail.place).toEqual({ file, field: "scope.botId" });
  });
});

function captured(action: () => unknown): PolytradersError {
  try {
    action();
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
