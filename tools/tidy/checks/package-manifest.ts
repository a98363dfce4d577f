import type { Check, Finding, Repository } from "../check.ts";

/** The part of a manifest that we look at. */
interface Manifest {
  readonly private?: boolean;
  readonly type?: string;
  readonly license?: string;
  readonly description?: string;
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly engines?: { readonly node?: string };
  readonly publishConfig?: { readonly access?: string; readonly exports?: unknown };
}

/** A package that can be published, read and built: metadata, README, place in the build. */
export const packageManifest: Check = {
  name: "package-manifest",
  appliesTo: (path) => /^packages\/.*package\.json$/.test(path) && !path.includes("/fixtures/"),
  find({ path, text }, repository): Finding[] {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.private) return [];
    const folder = path.slice(0, -"/package.json".length);
    const faults = [
      ...metadataFaults(manifest),
      ...exportFaults(manifest),
      ...placeFaults(folder, repository),
    ];
    return faults.map((message) => ({ message }));
  },
};

function metadataFaults({
  type,
  license,
  description,
  files = [],
  engines,
  publishConfig,
}: Manifest): string[] {
  return [
    ...(type === "module" ? [] : ['"type" is not "module"']),
    ...(license === "MIT" ? [] : ['"license" is not "MIT"']),
    ...(description ? [] : ['no "description"']),
    ...(engines?.node ? [] : ['no "engines.node"']),
    ...(publishConfig?.access === "public" ? [] : ['"publishConfig.access" is not "public"']),
    ...["dist", "README.md"]
      .filter((file) => !files.includes(file))
      .map((file) => `"files" lacks ${file}`),
  ];
}

function exportFaults({ exports, publishConfig }: Manifest): string[] {
  const source = "@polytraders/source";
  const published = JSON.stringify(publishConfig?.exports ?? {});
  return [
    ...(JSON.stringify(exports ?? {}).includes(source)
      ? []
      : [`"exports" lacks the ${source} condition`]),
    ...(published === "{}" || published.includes(source)
      ? ['"publishConfig.exports" must hide the sources']
      : []),
  ];
}

function placeFaults(folder: string, repository: Repository): string[] {
  const isBuilt =
    repository.read("tsconfig.json")?.includes(`./${folder}/tsconfig.build.json`) ?? false;
  return [
    ...(repository.has(`${folder}/README.md`) ? [] : ["no README.md"]),
    ...(repository.has(`${folder}/tsconfig.json`)
      ? []
      : ["no tsconfig.json, its tests are not type-checked"]),
    ...(isBuilt ? [] : ["not among the references of the root tsconfig.json, so it is not built"]),
  ];
}
