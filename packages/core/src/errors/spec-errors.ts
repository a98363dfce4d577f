import { refusedInput, type ErrorRow } from "./error-row.ts";

/** Errors of bot specs and of code generation. */
export const SPEC_ERRORS = {
  SPEC_UNREADABLE: refusedInput(
    "a readable YAML or JSON file",
    "Check the path and the permissions of the file.",
  ),
  SPEC_SYNTAX: refusedInput(
    "valid YAML or JSON",
    "Check indentation, quotes and brackets near the named place.",
  ),
  SPEC_KEY_DUPLICATE: refusedInput("each name once", "Remove or rename one of the two."),
  SPEC_KEY_UNKNOWN: refusedInput(
    "a known name",
    "Use the nearest known name, or remove the entry.",
  ),
  SPEC_FIELD_MISSING: refusedInput("a field that every spec has", "Add the named field."),
  SPEC_FIELD_INVALID: refusedInput(
    "a value that fits the field",
    "Correct the value; the JSON Schema of specs describes every field.",
  ),
  SPEC_DEFAULT_BREAKS_HARD_BOUND: refusedInput(
    "a default on the safe side of the parameter's own hard bound",
    "Change the default or the hard bound.",
  ),
  SPEC_DEFAULT_OUT_OF_RANGE: refusedInput(
    "a default inside the parameter's own range",
    "Change the default, the minimum, the maximum or the choices.",
  ),
  SPEC_BOUNDS_OUT_OF_ORDER: refusedInput(
    "default, warning and hard in the order of the parameter's direction",
    "Order them from safe to dangerous, or change the direction.",
  ),
  SPEC_NAME_TAKEN: refusedInput("a name or alias of its own", "Rename one of the two."),
  SPEC_ID_LAYER_MISMATCH: refusedInput(
    "a bot id with the prefix of its layer",
    "Change the prefix or the layer.",
  ),
  SPEC_REASON_CODE_LAYER_MISMATCH: refusedInput(
    "a reason code with the prefix of the bot's layer",
    "Use a code of the bot's own layer.",
  ),
  SPEC_REASON_CODE_UNREGISTERED: refusedInput(
    "a reason code of the registry, or one with severity, meaning, action and userMessage",
    "Register the code, or write its full text into the spec.",
  ),
  SPEC_REASON_CODE_REWORDED: refusedInput(
    "the registered severity and meaning",
    "Keep the text; a code with another meaning needs another name.",
  ),
  SPEC_REASON_CODE_REMOVED: refusedInput(
    "every code that was ever registered",
    "Put the code back; codes are permanent.",
  ),
  SPEC_REASON_CODE_UNLOCKED: refusedInput(
    "a fingerprint of every registered code",
    "Run `polytraders spec generate` on the registry and commit the lock file.",
  ),
  SPEC_REFERENCE_UNKNOWN: refusedInput(
    "the name of something that the spec declares",
    "Declare it, or correct the reference.",
  ),
  SPEC_MODE_UNSUPPORTED: refusedInput(
    "a default mode among the bot's modes",
    "Add the mode or choose another default.",
  ),
  SPEC_AUTHORITY_NOT_ALLOWED: refusedInput(
    "the authority of the bot's layer",
    "Change the authority or the layer.",
  ),
  SPEC_PORT_NOT_GRANTED: refusedInput(
    "a port that the bot's authority grants",
    "Remove the port; no authority beyond the declared one is granted.",
  ),
  SPEC_OUTPUT_NOT_ALLOWED: refusedInput(
    "an output that the bot's authority allows",
    "Remove the output or change the authority.",
  ),
  SPEC_REJECT_PATH_MISSING: refusedInput(
    "a guard that can refuse",
    "Add REJECT to output.votes and describe when in decisionLogic.reject.",
  ),
  SPEC_PAYLOAD_UNKNOWN: refusedInput(
    "a payload for each consumed signal, here or in its emitter's spec",
    "Validate together with the emitter's spec, or declare the payload here.",
  ),
  SPEC_REQUIRES_CYCLE: refusedInput(
    "requirements without a cycle",
    "Remove one of the requirements of the named path, or make it a consumed signal.",
  ),
  SPEC_BOT_ID_TAKEN: refusedInput("one spec for each bot id", "Rename or remove one of the two."),
  SPEC_GENERATED_DRIFT: refusedInput(
    "generated files that match their spec",
    "Run `polytraders spec generate` and commit the result.",
  ),
  SPEC_GENERATION_FAILED: refusedInput(
    "a target folder that can be written",
    "Check the folder's path and permissions.",
  ),
} as const satisfies Record<string, ErrorRow>;
