// @ts-check
// Compiles the workspace with `tsc -b`, under the pinned Node, when a source file changed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./child.mjs";
import { buildFingerprint, forget, isDone, remember } from "./marker.mjs";
import { step } from "./progress.mjs";
import { compiler, pinnedNode, root, workspaceFolders } from "./workspace.mjs";

/** @returns {Promise<boolean>} whether the compiled packages are up to date */
export async function ensureBuilt() {
  if (isOutputWhole() && isDone("build", buildFingerprint())) return true;
  const result = await step("Compiling", compile);
  if (result.succeeded) return true;
  process.stderr.write(
    `${result.output.trim()}\npolytraders: compiling failed; nothing was run.\n`,
  );
  return false;
}

/** Runs the compiler, which itself skips what is up to date. */
export async function compile() {
  const fingerprint = buildFingerprint();
  forget("build");
  // The compiler trusts its own records and would not notice a deleted output folder.
  const force = isOutputWhole() ? [] : ["--force"];
  const result = await runQuietly(pinnedNode, [compiler, "-b", ...force]);
  if (result.succeeded) remember("build", fingerprint);
  return result;
}

function isOutputWhole() {
  return workspaceFolders()
    .filter((folder) => existsSync(join(root, folder, "tsconfig.build.json")))
    .every((folder) => existsSync(join(root, folder, "dist")));
}
