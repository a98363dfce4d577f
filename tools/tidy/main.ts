// Our own style checks, for what no other tool sees: `npm run gate -- tidy`.
import { root } from "../bootstrap/workspace.mjs";
import { checks } from "./check-list.ts";
import { inspect } from "./inspect.ts";

const { fileCount, faults } = inspect(root, checks);
for (const fault of faults) process.stdout.write(`${fault}\n`);
if (fileCount === 0) process.stdout.write("no file was looked at\n");
process.exitCode = faults.length === 0 && fileCount > 0 ? 0 : 1;
