#!/usr/bin/env node
// Kept in plain JavaScript that any Node can read, so that an older one gets a message or help.
import { spawnSync } from "node:child_process";
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
    const { status } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
    process.exitCode = status ?? 1;
  }
}
