/** Compiled modules that their packages do not export, and the sources that state their types. */
interface InternalModules {
  "cli/run/busy-stopwatch": typeof import("../../packages/cli/src/run/busy-stopwatch.ts");
  "cli/run/envelope-writer": typeof import("../../packages/cli/src/run/envelope-writer.ts");
  "cli/run/execute-run": typeof import("../../packages/cli/src/run/execute-run.ts");
  "adapters/recordings/capture/json-capture": typeof import("../../packages/adapters/recordings/src/capture/json-capture.ts");
}

/** Imports a module that is not part of a public surface: what is measured is what users run. */
export async function loadInternal<K extends keyof InternalModules>(
  name: K,
): Promise<InternalModules[K]> {
  const at = name.startsWith("adapters/") ? name.indexOf("/", 9) : name.indexOf("/");
  const path = `../../packages/${name.slice(0, at)}/dist${name.slice(at)}.js`;
  return (await import(new URL(path, import.meta.url).href)) as InternalModules[K];
}
