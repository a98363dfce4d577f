// @ts-check
// A marker says "this step last succeeded on exactly this input". It is removed before the step
// starts and written whole after it succeeded, so an interrupted step is always repeated.
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { root, workspaceFolders } from "./workspace.mjs";

/** @param {"install" | "build"} step */
const markerPath = (step) => join(root, `node_modules/.polytraders-${step}`);

/**
 * @param {"install" | "build"} step
 * @param {string} fingerprint
 */
export function isDone(step, fingerprint) {
  try {
    return readFileSync(markerPath(step), "utf8") === fingerprint;
  } catch {
    return false;
  }
}

/** @param {"install" | "build"} step */
export function forget(step) {
  rmSync(markerPath(step), { force: true });
}

/**
 * @param {"install" | "build"} step
 * @param {string} fingerprint
 */
export function remember(step, fingerprint) {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  const partial = `${markerPath(step)}.${process.pid}`;
  writeFileSync(partial, fingerprint);
  renameSync(partial, markerPath(step));
}

/** Hash of everything that decides what an installation contains: manifests, lockfile, platform. */
export function installFingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const manifests = workspaceFolders().map((folder) => `${folder}/package.json`);
  for (const file of ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", ...manifests]) {
    hash.update(`${file}\n`).update(readOrEmpty(join(root, file)));
  }
  return hash.digest("hex");
}

/** Hash of path, size and modification time of every file that the compiler reads. */
export function buildFingerprint() {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ file) => {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    if (stat) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  };
  ["tsconfig.base.json", "tsconfig.json", "pnpm-lock.yaml"].forEach(add);
  for (const folder of workspaceFolders()) {
    add(`${folder}/package.json`);
    add(`${folder}/tsconfig.build.json`);
    sourceFiles(`${folder}/src`).forEach(add);
  }
  return hash.digest("hex");
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file);
  } catch {
    return "";
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(folder) {
  try {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return files.map((file) => `${folder}/${file}`).toSorted();
  } catch {
    return [];
  }
}
