import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { runQuietly } from "../bootstrap/child.mjs";
import { runPnpm } from "../bootstrap/install.mjs";
import type { GateResult } from "./gate.ts";
import { publishablePackages } from "./publishable.ts";
import { inspectPackedFolder, readManifest } from "./packed-folder.ts";
import { runTool } from "./tool.ts";

/**
 * Packs every publishable package as a release would, then looks at the tarballs: own rules,
 * publint, and whether types and code resolve for an ESM consumer.
 */
export async function checkPackedPackages(): Promise<GateResult> {
  const folder = await mkdtemp(join(tmpdir(), "polytraders-packed-"));
  try {
    const packing = await runPnpm([
      "--filter",
      "./packages/**",
      "pack",
      "--pack-destination",
      folder,
    ]);
    if (!packing.succeeded) return packing;
    return await inspectTarballs(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inspectTarballs(folder: string): Promise<GateResult> {
  const expected = publishablePackages().map(({ name }) => name);
  const tarballs = (await readdir(folder))
    .filter((file) => file.endsWith(".tgz"))
    .map((file) => join(folder, file));
  const findings: string[] = [];
  const seen = new Set<string>();
  for (const tarball of tarballs) {
    const unpacked = await unpack(tarball);
    const { name } = await readManifest(unpacked);
    if (!expected.includes(name)) continue;
    seen.add(name);
    const found = [
      ...(await inspectPackedFolder(unpacked)),
      ...(await runPublint(unpacked)),
      ...(await runTypeResolution(tarball)),
    ];
    findings.push(...found.map((finding) => `${name}: ${finding}`));
  }
  findings.push(
    ...expected.filter((name) => !seen.has(name)).map((name) => `${name}: was not packed`),
  );
  return {
    succeeded: findings.length === 0,
    output: findings.join("\n"),
    detail: `${seen.size} tarballs`,
  };
}

async function unpack(tarball: string): Promise<string> {
  const target = tarball.replace(/\.tgz$/, "");
  await mkdir(target, { recursive: true });
  const result = await runQuietly("tar", ["-xzf", tarball, "-C", target]);
  if (!result.succeeded) throw new Error(`cannot unpack ${tarball}: ${result.output}`);
  return join(target, "package");
}

async function runPublint(pkgDir: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true, level: "warning" });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function runTypeResolution(tarball: string): Promise<string[]> {
  const result = await runTool("attw", [
    "--profile",
    "esm-only",
    "--no-definitely-typed",
    "--no-color",
    "--format",
    "ascii",
    tarball,
  ]);
  return result.succeeded ? [] : [`attw: ${result.output.trim()}`];
}
