import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OperatorCommand } from "@polytraders/core";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { appendCommand } from "../../src/operator/append-command.ts";
import {
  OPERATOR_INBOX_FILE,
  OperatorInbox,
  type OperatorInboxOptions,
} from "../../src/operator/operator-inbox.ts";
import { outsideFolder } from "../polytraders-process.ts";

const { path } = outsideFolder();
const file = join(path, OPERATOR_INBOX_FILE);

function command(commandId: string, changes: object = {}): OperatorCommand {
  return {
    schemaVersion: 1,
    commandId,
    operator: "ann",
    reason: "näher ansehen",
    atMs: 1_000,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
    command: "halt",
    ...changes,
  };
}

const ids = (inbox: OperatorInbox): string[] => inbox.readNew().map(({ commandId }) => commandId);

function opened(options: Pick<OperatorInboxOptions, "position" | "appliedIds"> = {}) {
  const damage: string[] = [];
  const inbox = new OperatorInbox(path, { ...options, onDamage: (text) => damage.push(text) });
  return { inbox, damage };
}

beforeEach(() => writeFileSync(file, ""));

describe("an inbox", () => {
  it("gives each command once, in the order of writing", () => {
    const { inbox, damage } = opened();
    expect(ids(inbox)).toEqual([]);
    appendCommand(path, command("a"));
    appendCommand(path, command("b"));
    expect(inbox.readNew()).toEqual([command("a"), command("b")]);
    expect(ids(inbox)).toEqual([]);
    appendCommand(path, command("c"));
    expect(ids(inbox)).toEqual(["c"]);
    expect(damage).toEqual([]);
  });

  it("is empty where no file is", () => {
    const inbox = new OperatorInbox(join(path, "nowhere"));
    expect(inbox.readNew()).toEqual([]);
  });

  it("goes on where an earlier life has stopped reading", () => {
    const first = opened();
    appendCommand(path, command("a"));
    first.inbox.readNew();
    appendCommand(path, command("b"));
    const { inbox } = opened({ position: first.inbox.position });
    expect(ids(inbox)).toEqual(["b"]);
  });

  it("passes over what has acted already, and the same id written twice", () => {
    for (const id of ["a", "b", "b", "a", "c"]) appendCommand(path, command(id));
    const { inbox } = opened({ appliedIds: ["a"] });
    expect(ids(inbox)).toEqual(["b", "c"]);
    appendCommand(path, command("c"));
    expect(ids(inbox)).toEqual([]);
  });

  it("hands expired commands on: whoever acts on them says that they are", () => {
    appendCommand(path, command("a", { expiresAtMs: 1 }));
    expect(opened().inbox.readNew()).toMatchObject([{ commandId: "a", expiresAtMs: 1 }]);
  });

  it("waits for the rest of a line", () => {
    const { inbox, damage } = opened();
    const line = `${JSON.stringify(command("a"))}\n`;
    appendFileSync(file, line.slice(0, 40));
    expect(ids(inbox)).toEqual([]);
    appendFileSync(file, line.slice(40));
    expect(ids(inbox)).toEqual(["a"]);
    expect(damage).toEqual([]);
  });

  it("reports a torn line once the next command ends it, and loses nothing else", () => {
    const { inbox, damage } = opened();
    appendCommand(path, command("a"));
    appendFileSync(file, '{"schemaVersion":1,"comma');
    appendCommand(path, command("b"));
    expect(ids(inbox)).toEqual(["a", "b"]);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toContain(`${OPERATOR_INBOX_FILE}:2: OPERATOR_INBOX_DAMAGED`);
    expect(ids(inbox)).toEqual([]);
    expect(damage).toHaveLength(1);
  });

  it.each([
    ["no JSON", "halt everything"],
    ["zeros that a crash has left", "\0\0\0\0"],
    ["no command", "{}"],
    ["an unknown command", JSON.stringify({ ...command("x"), command: "explode" })],
    ["a field too many", JSON.stringify({ ...command("x"), extra: 1 })],
    ["no reason", JSON.stringify({ ...command("x"), reason: "" })],
  ])("says in which line it finds %s", (_name, line) => {
    const { inbox, damage } = opened();
    appendCommand(path, command("a"));
    appendFileSync(file, `${line}\n`);
    appendCommand(path, command("b"));
    expect(ids(inbox)).toEqual(["a", "b"]);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toContain(":2: ");
  });

  it("counts lines from the beginning of the file, wherever it reads on", () => {
    appendCommand(path, command("a"));
    appendCommand(path, command("b"));
    const first = opened();
    first.inbox.readNew();
    appendFileSync(file, "broken\n");
    const { inbox, damage } = opened({ position: first.inbox.position });
    inbox.readNew();
    expect(damage[0]).toContain(":3: ");
  });

  it("reads everything again when somebody has cut the file, and repeats nothing", () => {
    const { inbox, damage } = opened();
    appendCommand(path, command("a"));
    appendCommand(path, command("b"));
    expect(ids(inbox)).toEqual(["a", "b"]);
    truncateSync(file, 0);
    appendCommand(path, command("a"));
    expect(ids(inbox)).toEqual([]);
    appendCommand(path, command("c"));
    expect(ids(inbox)).toEqual(["c"]);
    expect(damage[0]).toContain("OPERATOR_INBOX_DAMAGED");
  });

  it("says once that a folder stands in its place, and does not throw", () => {
    const damage: string[] = [];
    const inbox = new OperatorInbox(join(path, "as-folder"), {
      onDamage: (text) => damage.push(text),
    });
    mkdirSync(join(path, "as-folder", OPERATOR_INBOX_FILE), { recursive: true });
    expect(inbox.readNew()).toEqual([]);
    expect(inbox.readNew()).toEqual([]);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toContain("OPERATOR_INBOX_UNREADABLE");
  });

  it("gives the same whatever pieces the file comes in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("a", "b", "c", "d"), fc.constant("?")), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 }),
        (names, cuts) => {
          const text = names
            .map((id) => (id === "?" ? "damaged" : JSON.stringify(command(id))))
            .map((line) => `${line}\n`)
            .join("");
          const bytes = Buffer.from(text);
          writeFileSync(file, "");
          const { inbox, damage } = opened();
          const got: string[] = [];
          let at = 0;
          for (let index = 0; at < bytes.length; index += 1) {
            const next = at + (cuts[index % cuts.length] ?? 1);
            appendFileSync(file, bytes.subarray(at, next));
            at = next;
            got.push(...ids(inbox));
          }
          expect(got).toEqual([...new Set(names.filter((name) => name !== "?"))]);
          expect(damage).toHaveLength(names.filter((name) => name === "?").length);
          expect(inbox.position).toBe(bytes.length);
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe("appending", () => {
  it("never writes into a line that another writer has left unfinished", () => {
    writeFileSync(file, '{"half":');
    appendCommand(path, command("a"));
    expect(readFileSync(file, "utf8")).toBe(`{"half":\n${JSON.stringify(command("a"))}\n`);
  });

  it("says that the outcome is not known where the folder is gone", () => {
    expect(() => appendCommand(join(path, "gone"), command("a"))).toThrow(
      /OPERATOR_INBOX_UNWRITABLE/,
    );
  });
});
