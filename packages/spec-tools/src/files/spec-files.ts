import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const REGISTRY = "reason-codes.yaml";

/** Every bot spec below a `specs` folder, sorted: `<specs>/<layer>/<name>.yaml` or `.json`. */
export function listSpecFiles(specsFolder: string): string[] {
  return folders(specsFolder)
    .filter((layer) => layer !== "schema")
    .flatMap((layer) =>
      readdirSync(join(specsFolder, layer))
        .filter((name) => /\.(yaml|yml|json)$/.test(name))
        .map((name) => join(specsFolder, layer, name)),
    )
    .toSorted();
}

/** The `specs` folder with a registry that a spec lies in or near; `undefined` outside of any. */
export function findSpecsFolder(specPath: string): string | undefined {
  let folder = dirname(specPath);
  for (;;) {
    for (const candidate of [folder, join(folder, "specs")])
      if (existsSync(join(candidate, REGISTRY))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** Path of the registry inside a `specs` folder. */
export function registryPathIn(specsFolder: string): string {
  return join(specsFolder, REGISTRY);
}

/** Path of the registry's lock file. */
export function lockPathFor(registryPath: string): string {
  return registryPath.replace(/\.(yaml|yml|json)$/, ".lock.json");
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
