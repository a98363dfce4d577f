import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryFolder } from "./polytraders-process.ts";

/** A running `polytraders venue`. */
export interface VenueProcess {
  /** The ready line as it was printed. */
  readonly ready: string;
  /** Everything that was printed so far on either stream. */
  output(): string;
  /** Asks it to stop and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly stdout: string }>;
}

/** Starts the command from source, as a user would, and waits for its ready line. */
export async function startVenueProcess(
  args: readonly string[],
  {
    folder,
    environment = {},
  }: { readonly folder: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<VenueProcess> {
  const main = join(repositoryFolder, "packages/cli/src/main.ts");
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--conditions=@polytraders/source", main, "venue", ...args],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const printed = { stdout: "", stderr: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  const ready = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed.stdout += text;
      const end = printed.stdout.indexOf("\n");
      if (end >= 0) resolve(printed.stdout.slice(0, end));
    });
    child.once("close", () => reject(new Error(`it ended at once: ${printed.stderr}`)));
  });
  return {
    ready,
    output: () => `${printed.stdout}${printed.stderr}`,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return { code: await ended, stdout: printed.stdout };
    },
  };
}
