import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root } from "../workspace.mjs";

// A workspace with one package, whose "installation" is a link to this repository's compiler and Node.
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  cpSync(join(root, "tools/bootstrap"), join(folder, "tools/bootstrap"), { recursive: true });
  cpSync(join(root, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  write("package.json", '{ "type": "module", "config": { "packageManager": "pnpm@12.21.0" } }');
  write("pnpm-workspace.yaml", "packages:\n  - packages/*\n\ncatalog:\n");
  write(
    "tsconfig.json",
    '{ "files": [], "references": [{ "path": "./packages/cli/tsconfig.build.json" }] }',
  );
  write("packages/cli/package.json", '{ "type": "module" }');
  write(
    "packages/cli/tsconfig.build.json",
    '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "rootDir": "src", "outDir": "dist", "types": [] }, "include": ["src"] }',
  );
  write("packages/cli/src/main.ts", program("first"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const program = (greeting: string): string =>
  `declare const process: { version: string; argv: string[]; exitCode: number };
   declare const console: { log(...words: unknown[]): void };
   console.log("${greeting}", process.version.split(".")[0], ...process.argv.slice(2));
   process.exitCode = process.argv.includes("--fail") ? 3 : 0;`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bootstrap(args: readonly string[], env: Record<string, string> = {}): Outcome {
  return spawnSync(process.execPath, [join(folder, "tools/bootstrap/bootstrap.mjs"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_cache: join(folder, "cache"),
      ...env,
    },
    encoding: "utf8",
  });
}

async function pretendInstalled(): Promise<void> {
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["node", "typescript"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  const marker: { remember(step: string, value: string): void; installFingerprint(): string } =
    await import(join(folder, "tools/bootstrap/marker.mjs"));
  marker.remember("install", marker.installFingerprint());
}

it("offline and not installed: says so, fails, leaves no marker", () => {
  const { status, stdout, stderr } = bootstrap(["start"], { CI: "true" });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/registry could not be reached[^]*Tried:[^]*Reason:[^]*To do:/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(existsSync(join(folder, "node_modules/.polytraders-install"))).toBe(false);
});

it("installed: compiles once, then runs the demo under Node 24 with the caller's arguments", async () => {
  await pretendInstalled();
  const first = bootstrap(["start", "--seed", "7"]);
  expect(first.stdout).toBe("first v24 demo --seed 7\n");
  expect(first.stderr).toMatch(/Compiling/);
  expect(bootstrap(["polytraders", "risk"])).toMatchObject({
    stdout: "first v24 risk\n",
    stderr: "",
  });
});

it("compiles again after a source changed or the output was deleted", async () => {
  await pretendInstalled();
  bootstrap(["start"]);
  write("packages/cli/src/main.ts", program("second"));
  expect(bootstrap(["start"]).stdout).toMatch(/^second/);
  rmSync(join(folder, "packages/cli/dist"), { recursive: true });
  expect(bootstrap(["start"]).stdout).toMatch(/^second/);
});

it("passes on the exit code, and runs nothing when compiling fails", async () => {
  await pretendInstalled();
  expect(bootstrap(["polytraders", "--fail"]).status).toBe(3);
  write("packages/cli/src/main.ts", "export const a: string = 1;");
  const broken = bootstrap(["start"]);
  expect(broken).toMatchObject({ status: 1, stdout: "" });
  expect(broken.stderr).toMatch(/main\.ts.*TS2322[^]*nothing was run/);
  expect(existsSync(join(folder, "node_modules/.polytraders-build"))).toBe(false);
});

it("installs again after a manifest changed", async () => {
  await pretendInstalled();
  write("packages/cli/package.json", '{ "type": "module", "version": "2.0.0" }');
  expect(bootstrap(["start"]).stderr).toMatch(/Installing dependencies/);
});
