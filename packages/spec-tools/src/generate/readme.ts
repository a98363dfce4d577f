import type { BotManifest } from "@polytraders/core";
import { manifestOf } from "./manifest.ts";
import type { ResolvedSpec } from "./resolved-spec.ts";
import type { PayloadField } from "../schema/payload.ts";

const BEGIN = "<!-- generated:begin -->";
const END = "<!-- generated:end -->";

/** A README with its generated part renewed; what stands outside of the markers is kept to the byte. */
export function renewReadme(
  current: string | undefined,
  resolved: ResolvedSpec,
): string | undefined {
  const part = `${BEGIN}\n${readmePart(resolved)}\n${END}`;
  if (current === undefined) return `# ${resolved.spec.identity.name}\n\n${part}\n`;
  const begin = current.indexOf(BEGIN);
  const end = current.indexOf(END);
  if (begin === -1 && end === -1) return `${current.trimEnd()}\n\n${part}\n`;
  if (begin === -1 || end < begin) return undefined;
  return `${current.slice(0, begin)}${part}${current.slice(end + END.length)}`;
}

function readmePart(resolved: ResolvedSpec): string {
  const { spec } = resolved;
  const manifest = manifestOf(resolved);
  const sections = [
    cell(manifest.purpose),
    identityTable(manifest),
    section("Parameters", parameterTable(manifest)),
    section("Inputs", inputTable(resolved)),
    section("Output", output(resolved)),
    section("Reason codes", reasonCodeTable(resolved)),
    section("Metrics", metricTable(manifest)),
    section("When it fails", failures(resolved)),
    section("Operating it", operation(resolved)),
    section(
      "How the Dev Guide page was read",
      (spec.readings ?? [])
        .map(
          ({ id, contradiction, reading }) =>
            `- **${cell(id)}** ${cell(contradiction)} Here: ${cell(reading)}`,
        )
        .join("\n"),
    ),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function identityTable(manifest: BotManifest): string {
  return table(
    ["id", "layer", "authority", "modes", "starts in", "version", "documentation"],
    [
      [
        code(manifest.botId),
        manifest.layer,
        manifest.authority,
        manifest.modes.join(", "),
        manifest.defaultMode,
        manifest.version,
        `${manifest.docsScore} of 27`,
      ],
    ],
  );
}

function parameterTable(manifest: BotManifest): string {
  const rows = Object.entries(manifest.parameters).map(([name, rule]) => {
    const sign = rule.direction === "lower" ? "below " : "above ";
    return [
      code(name),
      code(JSON.stringify(rule.default)),
      rule.unit,
      rule.warning === null ? "" : `${sign}${rule.warning}`,
      rule.hard === null ? "" : `${sign}${rule.hard}`,
      range(rule.minimum, rule.maximum),
      rule.description,
    ];
  });
  return table(["parameter", "default", "unit", "warns", "refused", "range", "meaning"], rows);
}

function range(minimum: number | null, maximum: number | null): string {
  if (minimum !== null && maximum !== null) return `${minimum} to ${maximum}`;
  if (minimum !== null) return `at least ${minimum}`;
  return maximum === null ? "" : `at most ${maximum}`;
}

function inputTable({ spec }: ResolvedSpec): string {
  const rows = spec.inputs.consumes.map((input) => [
    input.topic === "signal" ? `signal ${code(input.kind)}` : code(input.topic),
    input.isRequired ? "required" : "optional",
    input.ageMsMax == null ? "" : `${input.ageMsMax} ms`,
    input.use ?? "",
  ]);
  return table(["input", "", "oldest", "use"], rows);
}

function output({ spec, emits }: ResolvedSpec): string {
  const signals = Object.entries(spec.output.signals ?? {}).map(([kind, { unit, description }]) => {
    const rows = fieldRows("", emits[kind] ?? {});
    return `Signal ${code(kind)}, in ${code(unit)}: ${cell(description)}\n\n${table(["payload", "type", "unit", "meaning"], rows)}`;
  });
  const votes = spec.output.votes
    ? [`Votes on order intents: ${spec.output.votes.join(", ")}.`]
    : [];
  const intents = spec.output.emitsOrderIntents ? ["Order intents, which risk judges first."] : [];
  const plans = spec.output.emitsExecutionPlans
    ? ["Execution plans: how an approved order is sent."]
    : [];
  return [...signals, ...votes, ...intents, ...plans].join("\n\n");
}

function fieldRows(prefix: string, fields: Readonly<Record<string, PayloadField>>): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const type = field.type === "string" && field.choices ? field.choices.join(", ") : field.type;
    const row = [
      code(`${prefix}${name}`),
      field.isNullable ? `${type} or null` : type,
      field.unit ?? "",
      field.description,
    ];
    return field.type === "object" ? [row, ...fieldRows(`${prefix}${name}.`, field.fields)] : [row];
  });
}

function reasonCodeTable({ spec, reasonCodes }: ResolvedSpec): string {
  const rows = Object.entries(spec.reasonCodes).map(([name, use]) => [
    code(name),
    reasonCodes[name]?.severity ?? "",
    use.when ?? reasonCodes[name]?.meaning ?? "",
    reasonCodes[name]?.action ?? "",
  ]);
  return table(["code", "severity", "when", "what to do"], rows);
}

function metricTable(manifest: BotManifest): string {
  const rows = manifest.metrics.map((metric) => [
    code(metric.name),
    metric.type,
    metric.unit,
    metric.meaning,
  ]);
  return table(["metric", "type", "unit", "meaning"], rows);
}

function failures({ spec: { failureModes } }: ResolvedSpec): string {
  if (!failureModes) return "";
  return [
    `- Main failure: ${cell(failureModes.mainFailureMode)}`,
    `- False alarms: ${cell(failureModes.falsePositiveRisk)}`,
    `- Missed cases: ${cell(failureModes.falseNegativeRisk)}`,
    `- Falls back to: ${cell(failureModes.safeFallback.description)}`,
  ].join("\n");
}

function operation({ spec: { runbook } }: ResolvedSpec): string {
  if (!runbook) return "";
  const commands = runbook.commands.map(
    ({ command, effect }) => `- ${code(command)}: ${cell(effect)}`,
  );
  return [cell(runbook.overview), commands.join("\n")].filter((text) => text !== "").join("\n\n");
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** Text of a spec on one line; it can neither end a table cell nor our markers. */
function cell(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll("<!--", "&lt;!--")
    .replaceAll(/(?<!\\)\|/g, "\\|");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
