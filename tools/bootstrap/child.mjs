// @ts-check
// Child processes: one that takes over the terminal, one whose output is kept until it is needed.
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { pinnedNode, root } from "./workspace.mjs";

const forwardedSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** The caller's environment with the pinned Node and the installed tools first on the path. */
export function environment() {
  const path = [dirname(pinnedNode), join(root, "node_modules/.bin"), process.env["PATH"] ?? ""];
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Runs a command in the foreground and ends this process as the command ended: same exit code,
 * or same signal.
 * @param {string} command
 * @param {string[]} args
 */
export async function becomeChild(command, args) {
  const child = spawn(command, args, { stdio: "inherit", env: environment() });
  const stopForwarding = forwardSignals(child);
  const { code, signal } = await ended(child);
  stopForwarding();
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}

/**
 * Runs a command silently, in the repository's root unless told otherwise. The child reads no standard input, so nothing
 * can wait for an answer.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
export async function runQuietly(command, args, { cwd = root, env = environment() } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const stopForwarding = forwardSignals(child);
  const { code, signal } = await ended(child);
  stopForwarding();
  if (signal) process.kill(process.pid, signal);
  return { succeeded: code === 0, output };
}

/** @param {import("node:child_process").ChildProcess} child */
function forwardSignals(child) {
  const listeners = forwardedSignals.map((signal) => {
    // A terminal sends Ctrl-C to the child itself; a second one would read as "quit at once".
    const isSentByTerminal = signal === "SIGINT" && process.stdin.isTTY;
    const listener = () => void (isSentByTerminal || child.kill(signal));
    process.on(signal, listener);
    return /** @type {const} */ ([signal, listener]);
  });
  const watch = watchParent(() => child.kill("SIGTERM"));
  return () => {
    clearInterval(watch);
    listeners.forEach(([signal, listener]) => process.off(signal, listener));
  };
}

/**
 * npm hands a signal only to the shell between it and us, and that shell dies without passing it
 * on. Losing the parent is then the only sign.
 * @param {() => void} onLost
 */
function watchParent(onLost) {
  if (!process.env["npm_lifecycle_event"]) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onLost();
  }, 250).unref();
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`polytraders: cannot run ${child.spawnfile}: ${error.message}\n`);
      resolve({ code: 1, signal: null });
    });
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
}
