#!/usr/bin/env node
// Kept in plain JavaScript that any Node can read, so that an older one gets a message or help.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const NODE_MAJOR_MIN = 24;

/** @returns {string | undefined} the Node that a checkout brings along, where there is one */
function bundledNode() {
  try {
    return createRequire(import.meta.url).resolve("node/bin/node");
  } catch {
    return undefined;
  }
}

/**
 * Runs this command again with another Node, and ends as it ends.
 *
 * @param {string} node
 */
function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // A terminal sends Ctrl-C to the child itself; a second one would read as "quit at once".
  process.on("SIGINT", () => void (process.stdin.isTTY || child.kill("SIGINT")));
  process.on("SIGTERM", () => void child.kill("SIGTERM"));
  child.once("error", (error) => {
    process.stderr.write(`polytraders: cannot run ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) {
  await import("../dist/main.js");
} else {
  const node = bundledNode();
  if (node === undefined) {
    process.stderr.write(
      `polytraders needs Node ${NODE_MAJOR_MIN} or newer, found ${process.versions.node}.\n`,
    );
    process.exitCode = 2;
  } else {
    runWith(node);
  }
}
