import { relative, resolve } from "node:path";
import type { SpecProblem } from "@polytraders/spec-tools";
import { EXIT, type CliIo, type VerbModule } from "../verb.ts";

interface SpecOptions {
  readonly json?: boolean;
  readonly registry?: string;
}

interface GenerateOptions extends SpecOptions {
  readonly check?: boolean;
}

/** `polytraders spec`: declare a bot, check the declaration, generate what follows from it. */
export const specVerb: VerbModule = {
  register(program, io) {
    const spec = program.command("spec").description("check bot specs and generate code from them");
    spec
      .command("validate")
      .description("report everything that is wrong with specs and their reason codes")
      .argument("[paths...]", "spec files or folders; without any, this folder")
      .option(
        "--registry <file>",
        "reason-code registry; the nearest specs/reason-codes.yaml without it",
      )
      .option("--json", "print one JSON document")
      .action(async (paths: string[], options: SpecOptions) => validate(paths, options, io));
    spec
      .command("generate")
      .description(
        "write contract.gen.ts, parameters.schema.json and the generated part of README.md",
      )
      .argument("[paths...]", "spec files or folders; without any, this folder")
      .option("--check", "write nothing; fail if a file differs from what its spec gives")
      .option(
        "--registry <file>",
        "reason-code registry; the nearest specs/reason-codes.yaml without it",
      )
      .option("--json", "print one JSON document")
      .action(async (paths: string[], options: GenerateOptions) => generate(paths, options, io));
  },
};

async function validate(paths: readonly string[], options: SpecOptions, io: CliIo): Promise<void> {
  const { docsScore, inspectSpecs } = await import("@polytraders/spec-tools");
  const inspection = inspectSpecs(await specFiles(paths, io), registryOf(options, io));
  const problems = inspection.problems.map((problem) => shown(problem, io));
  const specs = inspection.specs.map(({ file, spec }) => {
    const docs = spec && docsScore(spec);
    return {
      file: shownPath(file, io),
      botId: spec?.identity.id ?? null,
      docsScore: docs?.completed ?? null,
      missingDocs:
        docs?.items.filter((item) => !item.isComplete).map((item) => item.requirement) ?? [],
    };
  });
  if (options.json) io.out(JSON.stringify({ schemaVersion: 1, specs, problems }, null, 2));
  else {
    await printProblems(problems, io);
    for (const { file, botId, docsScore: score } of specs)
      if (botId !== null) io.out(`${file}: ${botId}, documentation ${score} of 27`);
    io.out(`${count(specs.length, "spec")}, ${count(problems.length, "problem")}`);
  }
  io.exit(problems.length === 0 ? EXIT.ok : EXIT.failedCheck);
}

async function generate(
  paths: readonly string[],
  options: GenerateOptions,
  io: CliIo,
): Promise<void> {
  const tools = await import("@polytraders/spec-tools");
  const files = await specFiles(paths, io);
  const result = await tools.generate(files, {
    ...registryOf(options, io),
    check: options.check === true,
  });
  const problems = result.problems.map((problem) => shown(problem, io));
  const written = result.written.map((file) => shownPath(file, io));
  const drifted = result.drifted.map((file) => shownPath(file, io));
  if (options.json) {
    const { fileCount } = result;
    io.out(JSON.stringify({ schemaVersion: 1, written, drifted, fileCount, problems }, null, 2));
  } else {
    await printProblems(problems, io);
    for (const file of written) io.out(`wrote ${file}`);
    const changed = options.check ? `${drifted.length} differ` : `${written.length} written`;
    io.out(`${count(files.length, "spec")}, ${count(result.fileCount, "file")}, ${changed}`);
  }
  io.exit(problems.length === 0 ? EXIT.ok : EXIT.failedCheck);
}

async function specFiles(paths: readonly string[], io: CliIo): Promise<string[]> {
  const { expandSpecPaths } = await import("@polytraders/spec-tools");
  const given = paths.length === 0 ? ["."] : paths;
  const files = expandSpecPaths(given.map((path) => resolve(io.workingDirectory, path)));
  if (files.length > 0) return files;
  const { PolytradersError } = await import("@polytraders/core");
  throw new PolytradersError("SPEC_UNREADABLE", {
    found: `no spec in ${given.join(", ")}`,
    expected: "specs/<layer>/<name>.yaml, or a folder with spec.yaml",
    hint: "Name a spec file or folder.",
  });
}

function registryOf({ registry }: SpecOptions, io: CliIo): { registryPath?: string } {
  return registry === undefined ? {} : { registryPath: resolve(io.workingDirectory, registry) };
}

async function printProblems(problems: readonly SpecProblem[], io: CliIo): Promise<void> {
  const { formatProblem } = await import("@polytraders/spec-tools");
  for (const problem of problems) io.err(formatProblem(problem));
}

function shown(problem: SpecProblem, io: CliIo): SpecProblem {
  return { ...problem, file: shownPath(problem.file, io) };
}

function shownPath(file: string, io: CliIo): string {
  return relative(io.workingDirectory, file);
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
