import type { SpecErrorCode } from "../problem.ts";
import { ProblemList, type SpecCheck } from "./spec-check.ts";

/** Outputs fit the authority, guards can refuse, and every consumed signal has a payload. */
export const checkOutputs: SpecCheck = ({ document, draft, knownKinds }) => {
  const list = new ProblemList(document);
  const { identity, output, inputs, decisionLogic } = draft;
  const notAllowed = (path: string[], found: string, needed: string): void =>
    list.at("SPEC_OUTPUT_NOT_ALLOWED" satisfies SpecErrorCode, path, {
      expected: `no ${found} from a bot with authority ${identity?.authority ?? "unknown"}`,
      found,
      hint: `Only authority ${needed} allows it.`,
    });

  if (identity && output) {
    const { authority } = identity;
    if (output.votes && authority !== "vote") notAllowed(["output", "votes"], "votes", "vote");
    if (output.emitsOrderIntents && authority !== "trade")
      notAllowed(["output", "emitsOrderIntents"], "order intents", "trade");
    if (output.emitsExecutionPlans && authority !== "shape")
      notAllowed(["output", "emitsExecutionPlans"], "execution plans", "shape");
    if (authority === "vote" && !output.votes?.includes("REJECT")) {
      list.at("SPEC_REJECT_PATH_MISSING", ["output", "votes"], {
        expected: "REJECT among the votes of a guard",
        found: output.votes ? output.votes.join(", ") : "no votes",
        hint: "Add REJECT to output.votes.",
      });
    }
    if (authority === "vote" && decisionLogic?.reject === null) {
      list.at("SPEC_REJECT_PATH_MISSING", ["decisionLogic", "reject"], {
        expected: "when this guard refuses",
        found: "null",
        hint: "Describe the condition and name its reason codes.",
      });
    }
    const isSilent = !output.signals && !output.votes;
    if (isSilent && !output.emitsOrderIntents && !output.emitsExecutionPlans) {
      list.at("SPEC_FIELD_MISSING", ["output"], {
        expected: "at least one of signals, votes, emitsOrderIntents and emitsExecutionPlans",
        found: "no output",
        hint: "Declare what the bot gives out.",
      });
    }
  }
  for (const [index, input] of (inputs?.consumes ?? []).entries()) {
    if (input.topic !== "signal" || input.payload) continue;
    if (knownKinds.has(input.kind) || Object.hasOwn(output?.signals ?? {}, input.kind)) continue;
    list.at("SPEC_PAYLOAD_UNKNOWN", ["inputs", "consumes", index, "kind"], {
      expected: "a signal kind of a known spec, or a payload beside it",
      found: JSON.stringify(input.kind),
      hint: "Validate together with the emitter's spec, or declare payload here.",
    });
  }
  return list.problems;
};
