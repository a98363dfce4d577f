import type * as jsonCapture from "../../packages/adapters/recordings/src/capture/json-capture.ts";
import type * as engineEvents from "../../packages/adapters/venue/src/matching/engine-events.ts";
import type * as matchingEngine from "../../packages/adapters/venue/src/matching/matching-engine.ts";
import type * as busyStopwatch from "../../packages/cli/src/run/busy-stopwatch.ts";
import type * as envelopeWriter from "../../packages/cli/src/run/envelope-writer.ts";
import type * as executeRun from "../../packages/cli/src/run/execute-run.ts";

/** Compiled modules that their packages do not export, and the sources that state their types. */
interface InternalModules {
  "cli/run/busy-stopwatch": typeof busyStopwatch;
  "cli/run/envelope-writer": typeof envelopeWriter;
  "cli/run/execute-run": typeof executeRun;
  "adapters/recordings/capture/json-capture": typeof jsonCapture;
  "adapters/venue/matching/engine-events": typeof engineEvents;
  "adapters/venue/matching/matching-engine": typeof matchingEngine;
}

/** Imports a module that is not part of a public surface: what is measured is what users run. */
export async function loadInternal<K extends keyof InternalModules>(
  name: K,
): Promise<InternalModules[K]> {
  const at = name.startsWith("adapters/") ? name.indexOf("/", 9) : name.indexOf("/");
  const path = `../../packages/${name.slice(0, at)}/dist${name.slice(at)}.js`;
  return (await import(new URL(path, import.meta.url).href)) as InternalModules[K];
}
