import { createHash } from "node:crypto";
import { z } from "zod";
import { ProblemList } from "../check/spec-check.ts";
import type { SpecProblem } from "../problem.ts";
import type { LoadedRegistry } from "./load-registry.ts";
import type { ReasonCodeRegistry } from "./reason-code-registry.ts";

const lockSchema = z.strictObject({
  schemaVersion: z.literal(1),
  fingerprints: z.record(z.string(), z.string()),
});

/** Fingerprint of severity and meaning of each code that was ever registered. */
export type RegistryLock = z.infer<typeof lockSchema>;

/** Reads a lock file; `undefined` when it is not one. */
export function parseLock(text: string): RegistryLock | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What a code means, as a SHA-256 of severity and meaning. Action and user message may be improved. */
export function fingerprint(code: { readonly severity: string; readonly meaning: string }): string {
  return createHash("sha256").update(`${code.severity}\n${code.meaning}`).digest("hex");
}

/** The lock with new codes added. Existing fingerprints stay, so that nothing is reworded by regenerating. */
export function extendLock(
  registry: ReasonCodeRegistry,
  lock: RegistryLock | undefined,
): RegistryLock {
  const added = Object.entries(registry.codes).map(
    ([code, row]) => [code, fingerprint(row)] as const,
  );
  const fingerprints = { ...Object.fromEntries(added), ...lock?.fingerprints };
  const sorted = Object.entries(fingerprints).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { schemaVersion: 1, fingerprints: Object.fromEntries(sorted) };
}

/** Refuses a code whose severity or meaning changed, and a code that is gone. */
export function checkLock(loaded: LoadedRegistry, lock: RegistryLock): SpecProblem[] {
  const list = new ProblemList(loaded.document);
  const codes = loaded.registry?.codes;
  if (codes === undefined) return [];
  for (const [code, known] of Object.entries(lock.fingerprints)) {
    const row = Object.hasOwn(codes, code) ? codes[code] : undefined;
    if (row === undefined) {
      list.at("SPEC_REASON_CODE_REMOVED", ["codes"], {
        expected: `${code}, which was registered before`,
        found: "nothing",
        hint: "Put the code back, with isDeprecated: true if nobody may use it any more.",
      });
    } else if (fingerprint(row) !== known) {
      list.at("SPEC_REASON_CODE_REWORDED", ["codes", code, "meaning"], {
        expected: `the severity and meaning under which ${code} was registered`,
        found: `${row.severity}: ${JSON.stringify(row.meaning)}`,
        hint: "Restore the text; another meaning needs another code.",
      });
    }
  }
  return list.problems;
}

/** Codes of which no fingerprint is kept yet. */
export function unlockedCodes(
  loaded: LoadedRegistry,
  lock: RegistryLock | undefined,
): SpecProblem[] {
  const list = new ProblemList(loaded.document);
  if (lock === undefined) {
    list.at("SPEC_REASON_CODE_UNLOCKED", [], {
      expected: "a lock file with the fingerprint of each code",
      found: "none that can be read",
      hint: "Run `polytraders spec generate` and commit the lock file.",
    });
    return list.problems;
  }
  for (const code of Object.keys(loaded.registry?.codes ?? {})) {
    if (Object.hasOwn(lock.fingerprints, code)) continue;
    list.atKey("SPEC_REASON_CODE_UNLOCKED", ["codes", code], {
      expected: "a fingerprint in reason-codes.lock.json",
      found: `${code} without one`,
      hint: "Run `polytraders spec generate` and commit the lock file.",
    });
  }
  return list.problems;
}
