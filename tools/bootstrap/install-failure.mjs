// @ts-check
// What to say when an installation failed: the reason and the next thing to do, no stack trace.
import { packageManager } from "./workspace.mjs";

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|UND_ERR_CONNECT|META_FETCH_FAIL|fetch failed/;
const staleLockfile = /ERR_PNPM_OUTDATED_LOCKFILE/;

/**
 * @param {string} output everything that npx and pnpm printed
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function describeInstallFailure(output, env = process.env) {
  const registry = env["npm_config_registry"] ?? "https://registry.npmjs.org/";
  if (unreachable.test(output)) {
    return [
      "polytraders: the package registry could not be reached, so nothing was installed.",
      `  Tried:   npx ${packageManager()} install, registry ${registry}`,
      `  Reason:  ${reason(output)}`,
      "  To do:   connect to the network (or set npm_config_registry, HTTPS_PROXY) and run the same",
      "           command again. After one successful run no network is needed.",
      "",
    ].join("\n");
  }
  if (staleLockfile.test(output)) {
    return [
      "polytraders: pnpm-lock.yaml does not match the package.json files, and CI does not change it.",
      `  To do:   run "npx ${packageManager()} install" and commit pnpm-lock.yaml.`,
      "",
    ].join("\n");
  }
  const lastLines = output
    .trim()
    .split("\n")
    .slice(-20)
    .map((line) => `  ${line}`);
  return ["polytraders: the installation failed. It said:", ...lastLines, ""].join("\n");
}

/** @param {string} output */
function reason(output) {
  const lines = output.split("\n").filter((line) => unreachable.test(line));
  const line = lines.find((candidate) => candidate.includes("reason:")) ?? lines[0] ?? "";
  return line
    .replace(/^npm (error|warn)\s*/i, "")
    .trim()
    .slice(0, 160);
}
