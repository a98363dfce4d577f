import { stringify } from "yaml";
import type { SourceDocument } from "../read/source-document.ts";
import type { ResolvedSpec } from "./resolved-spec.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The spec as it travels inside a bot's package: the same text, with registry texts and payloads of
 * consumed signals written out, so that it stands alone.
 */
export function specCopy(
  document: SourceDocument,
  resolved: ResolvedSpec,
  isYaml: boolean,
): string {
  const edits = [...reasonCodeEdits(document, resolved), ...payloadEdits(document, resolved)];
  let text = document.text;
  for (const { start, end, text: insert } of edits.toSorted((a, b) => b.start - a.start))
    text = `${text.slice(0, start)}${insert}${text.slice(end)}`;
  const notice = `# Copied from the bot's spec by \`polytraders spec generate\`, with registry texts written out. Do not edit.\n`;
  return isYaml ? `${notice}${text}` : text;
}

function reasonCodeEdits(document: SourceDocument, { spec, reasonCodes }: ResolvedSpec): Edit[] {
  return Object.entries(spec.reasonCodes).flatMap(([code, use]) => {
    const span = document.spanOf(["reasonCodes", code]);
    const rule = reasonCodes[code];
    if (!span || !rule || use.userMessage !== undefined) return [];
    const full = { ...use, ...rule };
    if (span.isFlow)
      return [{ start: span.valueStart, end: span.valueEnd, text: JSON.stringify(full) }];
    const colon = document.text.indexOf(":", span.keyEnd);
    return [{ start: colon + 1, end: span.valueEnd, text: `\n${block(full, span.indent + 2)}` }];
  });
}

function payloadEdits(document: SourceDocument, { spec, consumes }: ResolvedSpec): Edit[] {
  return spec.inputs.consumes.flatMap((input, index) => {
    if (input.topic !== "signal" || input.payload) return [];
    const span = document.spanOf(["inputs", "consumes", index]);
    const payload = consumes[input.kind];
    if (!span || !payload) return [];
    if (span.isFlow) {
      const end = span.valueEnd - 1;
      return [{ start: end, end, text: `, "payload": ${JSON.stringify(payload)} ` }];
    }
    const { valueEnd: end, indent } = span;
    return [{ start: end, end, text: `\n${block({ payload }, indent)}` }];
  });
}

/** Block YAML at an indentation, without a final newline. */
function block(value: object, indent: number): string {
  const lines = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split("\n");
  return lines.map((line) => `${" ".repeat(indent)}${line}`).join("\n");
}
