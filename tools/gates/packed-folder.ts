import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The part of a packed manifest that we look at. */
interface PackedManifest {
  readonly name: string;
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly license?: string;
}

/** Manifest of an unpacked package. */
export async function readManifest(folder: string): Promise<PackedManifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as PackedManifest;
}

const workspaceProtocols = /"(?:workspace|catalog|link|file):/;

/** What publint does not know: our rules for the content of a published package. */
export async function inspectPackedFolder(folder: string): Promise<string[]> {
  const manifestText = await readFile(join(folder, "package.json"), "utf8");
  const { exports, files = [], license } = await readManifest(folder);
  const content = await readdir(folder, { recursive: true });
  const findings: string[] = [];
  if (JSON.stringify(exports ?? {}).includes("@polytraders/source")) {
    findings.push("its exports still point at sources (publishConfig.exports was not applied)");
  }
  if (workspaceProtocols.test(manifestText))
    findings.push("a dependency still has a workspace version");
  if (license !== "MIT") findings.push(`its license is ${license ?? "missing"}, not MIT`);
  for (const required of new Set(["LICENSE", "README.md", ...files])) {
    if (!content.includes(required)) findings.push(`${required} is missing`);
  }
  const strays = content.filter((path) => /^(?:src|test)\b|\.test\.|\.tsbuildinfo$/.test(path));
  return [...findings, ...strays.map((path) => `${path} should not be published`)];
}
