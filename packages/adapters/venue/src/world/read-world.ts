import { readDocument } from "../document/read-document.ts";
import { worldDocumentSchema, type WorldDocument } from "./world-document.ts";

/**
 * Reads a world file: YAML or JSON.
 *
 * @param file - name for messages
 * @throws PolytradersError VENUE_WORLD_INVALID with line, column and field
 */
export function readWorld(text: string, file: string): WorldDocument {
  return readDocument(text, file, { schema: worldDocumentSchema, code: "VENUE_WORLD_INVALID" });
}
