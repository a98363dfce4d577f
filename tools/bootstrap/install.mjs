// @ts-check
// Brings pnpm (through npx), then the dependencies and with them the pinned Node. Nothing global.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { environment, runQuietly } from "./child.mjs";
import { describeInstallFailure } from "./install-failure.mjs";
import { forget, installFingerprint, isDone, remember } from "./marker.mjs";
import { step } from "./progress.mjs";
import { packageManager, pinnedNode } from "./workspace.mjs";

// npm waits more than a minute before it admits that a registry is unreachable, and under
// `npm start --silent` it would not say why.
const impatientNpm = {
  npm_config_loglevel: "notice",
  npm_config_fetch_retries: "1",
  npm_config_fetch_retry_mintimeout: "1000",
  npm_config_fetch_retry_maxtimeout: "3000",
  npm_config_fetch_timeout: "60000",
};
const impatientPnpm = ["--config.fetchRetries=1", "--config.fetchRetryMintimeout=1000"];

/**
 * Installs unless the last installation was for exactly these manifests and this lockfile.
 * @param {{ isLockfileFrozen: boolean }} options frozen: refuse a lockfile that needs a change
 * @returns {Promise<boolean>} whether the dependencies are there
 */
export async function ensureInstalled({ isLockfileFrozen }) {
  if (existsSync(pinnedNode) && isDone("install", installFingerprint())) return true;
  forget("install");
  forget("build");
  const lockfile = isLockfileFrozen ? "--frozen-lockfile" : "--no-frozen-lockfile";
  const result = await step("Installing dependencies and Node 24 (once, about a minute)", () =>
    runPnpm([
      "install",
      lockfile,
      "--prefer-offline",
      "--config.confirmModulesPurge=false",
      ...impatientPnpm,
    ]),
  );
  if (!result.succeeded || !existsSync(pinnedNode)) {
    process.stderr.write(describeInstallFailure(result.output));
    return false;
  }
  remember("install", installFingerprint());
  return true;
}

/**
 * Runs the pinned pnpm without installing it anywhere.
 * @param {string[]} args
 */
export function runPnpm(args) {
  const [command, ...first] = npx();
  const env = { ...environment(), ...impatientNpm };
  return runQuietly(command, [...first, "--yes", packageManager(), ...args], { env });
}

/** @returns {[string, ...string[]]} npx of the npm that started us, else the one on the path */
function npx() {
  const npm = process.env["npm_execpath"];
  const beside = npm && join(dirname(npm), "npx-cli.js");
  return beside && existsSync(beside) ? [process.execPath, beside] : ["npx"];
}
