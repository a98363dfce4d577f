import { z } from "zod";
import { CONTRACTS, type ContractName } from "./contracts.ts";

/** The version that the contracts' `schemaVersion` field carries. */
const CONTRACT_VERSION = 1;

/**
 * A contract as a JSON Schema document (draft 2020-12), the text of its published file. The same
 * contract always gives the same text.
 */
export function contractJsonSchema(name: ContractName): string {
  const { $schema, ...body } = z.toJSONSchema(CONTRACTS[name]);
  const document = {
    $schema,
    $id: `urn:polytraders:contract:${name}:${CONTRACT_VERSION}`,
    title: name,
    ...body,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
