import type { ReasonCodeRegistry } from "../registry/reason-code-registry.ts";
import type { FieldPath, ProblemText, SourceDocument } from "../read/source-document.ts";
import type { SpecDraft } from "../read/spec-draft.ts";
import type { SpecErrorCode, SpecProblem } from "../problem.ts";

/** What a semantic check may look at. Sections of the wrong shape are absent. */
export interface CheckInput {
  readonly document: SourceDocument;
  readonly draft: SpecDraft;
  readonly registry: ReasonCodeRegistry | undefined;
  /** Signal kinds that some known spec emits. */
  readonly knownKinds: ReadonlySet<string>;
}

/** One semantic check of one spec. It reports everything it finds and never throws. */
export type SpecCheck = (input: CheckInput) => SpecProblem[];

/** Collects problems of one document. */
export class ProblemList {
  readonly problems: SpecProblem[] = [];
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  at(code: SpecErrorCode, path: FieldPath, text: ProblemText): void {
    this.problems.push(this.#document.problemAt(code, path, text));
  }

  atKey(code: SpecErrorCode, path: FieldPath, text: ProblemText): void {
    this.problems.push(this.#document.problemAtKey(code, path, text));
  }
}
