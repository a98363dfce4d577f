import { PolytradersError, type ErrorDetail } from "@polytraders/core";
import type { z } from "zod";
import { SETTING_VARIABLES } from "../risk-settings/environment-layer.ts";
import { nearestName } from "../risk-settings/nearest-name.ts";
import { ConfigDocument } from "./config-document.ts";
import { runConfigSchema, type RunConfig } from "./run-config.ts";

type Issue = z.core.$ZodIssue;

/**
 * Reads a configuration file, YAML or JSON.
 *
 * @throws PolytradersError CONFIG_UNREADABLE, CONFIG_SYNTAX, CONFIG_INVALID with line and field
 */
export function readRunConfig(file: string): RunConfig {
  const document = new ConfigDocument(file);
  const result = runConfigSchema.safeParse(document.content);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PolytradersError(
    "CONFIG_INVALID",
    issue === undefined ? { found: "another shape", place: { file } } : detailOf(issue, document),
  );
}

function detailOf(issue: Issue, document: ConfigDocument): ErrorDetail {
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const nearest = issue.path[0] === "risk" ? nearestName(key, SETTING_VARIABLES) : undefined;
    return {
      expected: "a known setting",
      found: key,
      hint:
        nearest === undefined
          ? "Correct its spelling or its indentation, or remove it."
          : `Did you mean ${nearest}?`,
      place: document.placeOf([...issue.path, key]),
    };
  }
  return {
    expected: expectedBy(issue),
    found: document.textAt(issue.path),
    hint: "Correct the named field.",
    place: document.placeOf(issue.path),
  };
}

function expectedBy(issue: Issue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small") return `${issue.minimum} or more`;
  if (issue.code !== "invalid_type") return issue.message;
  return issue.expected === "object" || issue.expected === "record"
    ? "a mapping"
    : `a ${issue.expected}`;
}
