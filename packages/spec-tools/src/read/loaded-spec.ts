import type { SpecProblem } from "../problem.ts";
import { botSpecSchema, type BotSpec } from "../schema/bot-spec.ts";
import { shapeProblems } from "./shape-problems.ts";
import { readSourceDocument, type SourceDocument } from "./source-document.ts";
import { draftOf, type SpecDraft } from "./spec-draft.ts";

/** A spec file that was read. */
export interface LoadedSpec {
  readonly document: SourceDocument;
  /** Present when syntax and shape are right. */
  readonly spec: BotSpec | undefined;
  /** What has the right shape, even when the whole has not. */
  readonly draft: SpecDraft;
  /** Problems of syntax and shape. */
  readonly problems: readonly SpecProblem[];
}

/** Reads the text of a spec. Never throws: whatever is wrong comes back as problems. */
export function parseSpec(file: string, text: string): LoadedSpec {
  const document = readSourceDocument(file, text);
  if (document.value === undefined)
    return { document, spec: undefined, draft: {}, problems: document.problems };
  const result = botSpecSchema.safeParse(document.value);
  if (result.success && document.problems.length === 0)
    return { document, spec: result.data, draft: result.data, problems: [] };
  const problems = [
    ...document.problems,
    ...(result.success ? [] : shapeProblems(document, botSpecSchema, result.error.issues)),
  ];
  return { document, spec: undefined, draft: draftOf(document.value), problems };
}
