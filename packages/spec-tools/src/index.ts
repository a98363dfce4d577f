export { LAYER_AUTHORITY } from "./check/identity.ts";
export { docsScore, type DocsItem, type DocsScore } from "./check/docs-score.ts";
export { generate, type GenerateOptions, type GenerateResult } from "./files/generate.ts";
export { expandSpecPaths } from "./files/expand-paths.ts";
export { findSpecsFolder, listSpecFiles } from "./files/spec-files.ts";
export {
  inspectSpecs,
  loadSpec,
  validateSpecs,
  type LoadSpecResult,
  type SpecInspection,
} from "./files/validate-specs.ts";
export type { SpecSetOptions } from "./files/spec-set.ts";
export { formatProblem, type SpecErrorCode, type SpecProblem } from "./problem.ts";
export {
  canonicalReasonCode,
  reasonCodeRegistrySchema,
  type ReasonCodeRegistry,
} from "./registry/reason-code-registry.ts";
export { botSpecSchema, type BotSpec } from "./schema/bot-spec.ts";
