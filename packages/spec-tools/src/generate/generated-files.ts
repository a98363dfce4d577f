import { extname, join } from "node:path";
import { contractModule } from "./contract-module.ts";
import { parametersJsonSchema } from "./json-schema.ts";
import { renewReadme } from "./readme.ts";
import { resolveSpec, type SpecSurroundings } from "./resolved-spec.ts";
import { specCopy } from "./spec-copy.ts";
import type { GenerationTarget } from "./target-folder.ts";
import type { SourceDocument } from "../read/source-document.ts";
import type { BotSpec } from "../schema/bot-spec.ts";

/** A file as generation wants it. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** What generation must know of the target folder; it reads nothing else. */
export interface TargetState {
  readonly hasSourceFolder: boolean;
  readonly readme: string | undefined;
}

/**
 * All files that follow from one valid spec, the same text on every run.
 *
 * @returns `undefined` for the README when its markers are damaged
 */
export async function generatedFiles(
  document: SourceDocument,
  spec: BotSpec,
  surroundings: SpecSurroundings,
  target: GenerationTarget,
  state: TargetState,
): Promise<{ readonly files: readonly GeneratedFile[]; readonly isReadmeDamaged: boolean }> {
  const resolved = resolveSpec(spec, surroundings);
  const { folder, needsCopy } = target;
  const isYaml = extname(document.file) !== ".json";
  const contractFolder = state.hasSourceFolder ? join(folder, "src") : folder;
  const readme = renewReadme(state.readme, resolved);
  const parameters = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Parameters of ${spec.identity.id}`,
    ...parametersJsonSchema(spec.parameters ?? {}),
  };
  const files: GeneratedFile[] = [
    { path: join(contractFolder, "contract.gen.ts"), text: await contractModule(resolved) },
    {
      path: join(folder, "parameters.schema.json"),
      text: `${JSON.stringify(parameters, null, 2)}\n`,
    },
  ];
  if (readme !== undefined) files.push({ path: join(folder, "README.md"), text: readme });
  if (needsCopy) {
    const path = join(folder, isYaml ? "spec.yaml" : "spec.json");
    files.push({ path, text: specCopy(document, resolved, isYaml) });
  }
  return { files, isReadmeDamaged: readme === undefined };
}
