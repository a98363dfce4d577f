// @ts-check
// `npm start`, `npm test` and `npm run polytraders` on a machine that has only Node 20 and npm:
// brings pnpm, then Node 24 and the dependencies, then compiles, each only when needed, then runs
// the command under Node 24. Installs nothing outside this folder and asks nothing.
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { becomeChild } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { pinnedNode, root } from "./workspace.mjs";

const commandLine = join(root, "packages/cli/dist/main.js");
const gates = join(root, "tools/gates/run.ts");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const goldenConfig = join(root, "tools/golden/vitest.config.ts");

/**
 * What each command runs under Node 24. `needsBuild` is false where the command compiles itself.
 * @type {Record<string, { needsBuild: boolean, args: (rest: string[]) => string[] }>}
 */
const commands = {
  start: { needsBuild: true, args: (rest) => [commandLine, "demo", ...rest] },
  polytraders: { needsBuild: true, args: (rest) => [commandLine, ...rest] },
  test: { needsBuild: false, args: (rest) => (rest.length ? [gates, "vitest", ...rest] : [gates]) },
  gate: { needsBuild: false, args: (rest) => [gates, ...rest] },
  "test:golden": {
    needsBuild: true,
    args: (rest) => [vitest, "run", "--config", goldenConfig, ...rest],
  },
};

async function main() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    process.stderr.write(`polytraders: Node 20 or newer is needed, this is ${process.version}.\n`);
    process.exitCode = 1;
    return;
  }
  const [name = "", ...rest] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    process.stderr.write(`usage: bootstrap.mjs ${Object.keys(commands).join("|")} [arguments]\n`);
    process.exitCode = 2;
    return;
  }
  const isLockfileFrozen = name === "test" && Boolean(process.env["CI"]);
  if (
    !(await ensureInstalled({ isLockfileFrozen })) ||
    (command.needsBuild && !(await ensureBuilt()))
  ) {
    process.exitCode = 1;
    return;
  }
  await becomeChild(pinnedNode, command.args(rest));
}

await main();
