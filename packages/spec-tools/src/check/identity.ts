import { GRANTS, LAYER_PREFIX, type Authority, type Layer } from "@polytraders/core";
import { modesOf, defaultModeOf } from "../generate/manifest.ts";
import { nearestNameHint } from "../read/nearest-name.ts";
import { ProblemList, type SpecCheck } from "./spec-check.ts";

/** What a bot of each layer may do. */
export const LAYER_AUTHORITY: Readonly<Record<Layer, Authority>> = {
  discovery: "observe",
  intelligence: "observe",
  strategy: "trade",
  risk: "vote",
  execution: "shape",
  security: "vote",
  governance: "audit",
};

/** Id, layer, authority, modes and ports agree with each other. */
export const checkIdentity: SpecCheck = ({ document, draft }) => {
  const list = new ProblemList(document);
  const { identity, operationalProfile, inputs } = draft;
  if (!identity) return list.problems;
  const { id, layer, authority } = identity;

  const prefix = LAYER_PREFIX[layer];
  if (!id.startsWith(`${prefix}.`)) {
    list.at("SPEC_ID_LAYER_MISMATCH", ["identity", "id"], {
      expected: `an id that begins with "${prefix}.", the prefix of layer ${layer}`,
      found: JSON.stringify(id),
      hint: "Change the prefix or the layer.",
    });
  }
  const allowed = LAYER_AUTHORITY[layer];
  // A risk bot may trade, but only to make positions smaller: the runtime holds it to that.
  const isReducing = layer === "risk" && authority === "trade";
  if (authority !== allowed && !isReducing) {
    list.at("SPEC_AUTHORITY_NOT_ALLOWED", ["identity", "authority"], {
      expected: `${allowed}, the authority of layer ${layer}`,
      found: authority,
      hint: "Change the authority or the layer.",
    });
  }
  const modes = modesOf({ identity, operationalProfile });
  const defaultMode = defaultModeOf({ identity });
  if (!modes.includes(defaultMode)) {
    list.at("SPEC_MODE_UNSUPPORTED", ["identity", "defaultMode"], {
      expected: `one of the bot's modes ${modes.join(", ")}`,
      found: defaultMode,
      hint: "Add the mode to operationalProfile.modes or choose another default.",
    });
  }
  const granted: readonly string[] = GRANTS[authority];
  for (const [index, port] of (inputs?.ports ?? []).entries()) {
    if (granted.includes(port)) continue;
    list.at("SPEC_PORT_NOT_GRANTED", ["inputs", "ports", index], {
      expected: `a port that authority ${authority} grants: ${granted.join(", ")}`,
      found: port,
      hint: nearestNameHint(port, []),
    });
  }
  return list.problems;
};
