/*
 * Writes schemas/<Contract>.schema.json from the contracts; with --check it only compares.
 * Run: node --conditions=@polytraders/source packages/core/scripts/write-json-schemas.ts [--check]
 */
import { fileURLToPath } from "node:url";
import { CONTRACTS, type ContractName } from "../src/contracts/contracts.ts";
import { contractJsonSchema } from "../src/contracts/json-schema.ts";
import { type GeneratedFile, writeOrCheck } from "./generated-file.ts";

/** Every published schema. */
export function schemaFiles(): readonly GeneratedFile[] {
  const folder = fileURLToPath(new URL("../schemas/", import.meta.url));
  // Object.keys forgets the key type; the keys are exactly the contract names.
  const names = Object.keys(CONTRACTS) as ContractName[];
  return names.map((name) => ({
    path: `${folder}${name}.schema.json`,
    text: contractJsonSchema(name),
  }));
}

if (import.meta.main) writeOrCheck(schemaFiles());
