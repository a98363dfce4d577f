import { satisfies } from "semver";
import type { BotManifest } from "../bot/manifest.ts";
import {
  GRANTS,
  LAYER_PREFIX,
  type Authority,
  type Layer,
  type PortName,
} from "../bot/vocabulary.ts";
import { PolytradersError, type ErrorPlace } from "../errors/polytraders-error.ts";
import { CORE_VERSION } from "../version.ts";
import { manifestSchema } from "./manifest-schema.ts";

/**
 * Authorities a layer may have. Strategies trade; a risk bot may too, but only to make positions
 * smaller. Whoever governs never blocks.
 */
export const LAYER_AUTHORITIES: Readonly<Record<Layer, readonly Authority[]>> = {
  discovery: ["observe"],
  intelligence: ["observe"],
  strategy: ["trade", "observe"],
  risk: ["vote", "observe", "trade"],
  execution: ["shape", "observe"],
  security: ["vote", "observe"],
  governance: ["audit", "observe"],
};

const OUTPUT_AUTHORITY = {
  RiskVote: "vote",
  OrderIntent: "trade",
  ExecutionPlan: "shape",
} as const;

/**
 * Holds a manifest against what this host offers. Each refusal has its own code.
 *
 * @throws PolytradersError BOT_MANIFEST_INVALID, BOT_HOST_VERSION_UNSUPPORTED,
 *   BOT_AUTHORITY_NOT_ALLOWED, BOT_OUTPUT_NOT_ALLOWED, BOT_PORT_NOT_GRANTED, BOT_INPUT_UNKNOWN,
 *   BOT_MODE_UNSUPPORTED
 */
export function checkManifest(manifest: BotManifest, place: ErrorPlace): void {
  checkShape(manifest, place);
  const { botId, layer, authority, coreRange } = manifest;
  if (!satisfies(CORE_VERSION, coreRange)) {
    throw new PolytradersError("BOT_HOST_VERSION_UNSUPPORTED", {
      expected: `a bot for @polytraders/core ${CORE_VERSION}`,
      found: `${botId} for ${coreRange}`,
      place,
    });
  }
  if (!LAYER_AUTHORITIES[layer].includes(authority)) {
    throw new PolytradersError("BOT_AUTHORITY_NOT_ALLOWED", {
      expected: `${LAYER_AUTHORITIES[layer].join(" or ")} for layer ${layer}`,
      found: `${authority} in ${botId}`,
      place,
    });
  }
  checkOutputs(manifest, place);
  checkPorts(manifest, place);
  checkInputs(manifest, place);
  if (!manifest.modes.includes(manifest.defaultMode)) {
    throw new PolytradersError("BOT_MODE_UNSUPPORTED", {
      expected: `a default mode among ${manifest.modes.join(", ")}`,
      found: `${manifest.defaultMode} in ${botId}`,
      place,
    });
  }
}

function checkShape(manifest: BotManifest, place: ErrorPlace): void {
  const result = manifestSchema.safeParse(manifest);
  const issue = result.error?.issues[0];
  if (issue !== undefined) {
    throw new PolytradersError("BOT_MANIFEST_INVALID", {
      found: issue.message,
      place: { ...place, field: `manifest.${issue.path.map(String).join(".")}` },
    });
  }
  if (manifest.botId.startsWith(`${LAYER_PREFIX[manifest.layer]}.`)) return;
  throw new PolytradersError("BOT_MANIFEST_INVALID", {
    expected: `an id that begins with ${LAYER_PREFIX[manifest.layer]}.`,
    found: manifest.botId,
    place: { ...place, field: "manifest.botId" },
  });
}

function checkOutputs(manifest: BotManifest, place: ErrorPlace): void {
  for (const { contract } of manifest.emits) {
    const needed = contract === "SignalEnvelope" ? undefined : OUTPUT_AUTHORITY[contract];
    if (needed === undefined || needed === manifest.authority) continue;
    throw new PolytradersError("BOT_OUTPUT_NOT_ALLOWED", {
      expected: `authority ${needed} for ${contract}`,
      found: `${manifest.authority} in ${manifest.botId}`,
      place,
    });
  }
}

function checkPorts(manifest: BotManifest, place: ErrorPlace): void {
  const granted: readonly PortName[] = GRANTS[manifest.authority];
  const beyond = manifest.ports.find((port) => !granted.includes(port));
  if (beyond === undefined) return;
  throw new PolytradersError("BOT_PORT_NOT_GRANTED", {
    expected: `ports among ${granted.join(", ")} for authority ${manifest.authority}`,
    found: `${beyond} in ${manifest.botId}`,
    place,
  });
}

function checkInputs(manifest: BotManifest, place: ErrorPlace): void {
  for (const { topic, kind } of manifest.consumes) {
    if ((topic === "signal") === (kind !== null)) continue;
    throw new PolytradersError("BOT_INPUT_UNKNOWN", {
      expected: "a kind exactly for inputs of topic signal",
      found: `topic ${topic} with kind ${kind} in ${manifest.botId}`,
      place,
    });
  }
}
