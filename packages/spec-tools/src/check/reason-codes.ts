import { LAYER_PREFIX } from "@polytraders/core";
import { nearestName } from "../read/nearest-name.ts";
import { valueAt } from "../read/shape-problems.ts";
import { canonicalReasonCode, type ReasonCodeRegistry } from "../registry/reason-code-registry.ts";
import type { ReasonCodeUse } from "../schema/reason-codes.ts";
import { ProblemList, type SpecCheck } from "./spec-check.ts";

const TEXTS = ["severity", "meaning", "action", "userMessage"] as const;

/** Codes carry their layer's prefix, are registered or fully described, and are never reworded. */
export const checkReasonCodes: SpecCheck = ({ document, draft, registry }) => {
  const list = new ProblemList(document);
  const codes = Object.entries(draft.reasonCodes ?? {});
  const written = valueAt(document.value, ["reasonCodes"]);
  if (typeof written === "object" && written !== null && Object.keys(written).length === 0) {
    list.at("SPEC_FIELD_INVALID", ["reasonCodes"], {
      expected: "at least one reason code",
      found: "none",
      hint: "Every decision carries a reason code; declare the ones the bot gives.",
    });
  }
  for (const [code, use] of codes) {
    const layer = draft.identity?.layer;
    if (layer !== undefined && !code.startsWith(`${LAYER_PREFIX[layer].toUpperCase()}_`)) {
      list.atKey("SPEC_REASON_CODE_LAYER_MISMATCH", ["reasonCodes", code], {
        expected: `a code that begins with ${LAYER_PREFIX[layer].toUpperCase()}_, the prefix of layer ${layer}`,
        found: code,
        hint: "Use a code of the bot's own layer.",
      });
    }
    const registered = registry?.codes[code];
    if (registered) checkWording(list, code, use, registered);
    else checkInline(list, code, use, registry);
  }
  return list.problems;
};

function checkWording(
  list: ProblemList,
  code: string,
  use: ReasonCodeUse,
  registered: ReasonCodeRegistry["codes"][string],
): void {
  for (const text of TEXTS) {
    if (use[text] === undefined || use[text] === registered[text]) continue;
    list.at("SPEC_REASON_CODE_REWORDED", ["reasonCodes", code, text], {
      expected: `${JSON.stringify(registered[text])}, as registered`,
      found: JSON.stringify(use[text]),
      hint: "Leave the text out, or use another code if another meaning is wanted.",
    });
  }
}

function checkInline(
  list: ProblemList,
  code: string,
  use: ReasonCodeUse,
  registry: ReasonCodeRegistry | undefined,
): void {
  const missing = TEXTS.filter((text) => use[text] === undefined);
  if (missing.length === 0) return;
  const canonical = registry && canonicalReasonCode(registry, code);
  const near = canonical ?? (registry && nearestName(code, Object.keys(registry.codes)));
  list.atKey("SPEC_REASON_CODE_UNREGISTERED", ["reasonCodes", code], {
    expected: "a registered code, or severity, meaning, action and userMessage beside it",
    found: `${code} without ${missing.join(", ")}`,
    hint:
      near === undefined
        ? `Add ${missing.join(", ")}.`
        : `Did you mean "${near}"? Otherwise add ${missing.join(", ")}.`,
  });
}
