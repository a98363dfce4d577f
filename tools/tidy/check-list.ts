import type { Check } from "./check.ts";
import { ambientDate } from "./checks/ambient-date.ts";
import { explainedExceptions } from "./checks/explained-exceptions.ts";
import { fileLength } from "./checks/file-length.ts";
import { fileNames } from "./checks/file-names.ts";
import { machinePaths } from "./checks/machine-paths.ts";
import { packageManifest } from "./checks/package-manifest.ts";
import { sleepingTests } from "./checks/sleeping-tests.ts";
import { testModifiers } from "./checks/test-modifiers.ts";
import { unfinishedWork } from "./checks/unfinished-work.ts";
import { vacuousTests } from "./checks/vacuous-tests.ts";

/** Every style check, as listed in docs/style.md. */
export const checks: readonly Check[] = [
  ambientDate,
  explainedExceptions,
  fileLength,
  fileNames,
  machinePaths,
  packageManifest,
  sleepingTests,
  testModifiers,
  unfinishedWork,
  vacuousTests,
];
