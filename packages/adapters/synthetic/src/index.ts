export { createSyntheticSource } from "./synthetic-source.ts";
export {
  SYNTHETIC_SCENARIOS,
  type DemoOptions,
  type LoadOptions,
  type SyntheticOptions,
} from "./synthetic-options.ts";
