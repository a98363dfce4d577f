import { z } from "@polytraders/core";
import { CONDITIONS } from "../../src/faults/fault-kind.ts";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";

type Kind = (typeof FAULT_KINDS)[number];

const INTRODUCTION = `# Faults

What goes wrong at the venue, on purpose. A plan is a YAML or JSON file, the same for
\`polytraders venue --faults plan.yaml\`, for \`POST /_venue/faults\` and in process
(\`parseFaultPlan\`, \`createFaultInjector\`). Its JSON Schema for editors is
[schemas/fault-plan.schema.json](../schemas/fault-plan.schema.json).

\`\`\`yaml
version: 1
seed: 7
faults:
  - kind: http_500_after_accept
    when: { from: 30s, until: 5m, market: example-election-ada, probability: 0.2, count: 3 }
  - kind: feed_freeze
    when: { from: 2m, every: 10m }
    duration: 45s
  - kind: settlement_failed
    name: ghost-fills
    when: { probability: 0.02 }
\`\`\`

- \`seed\` decides every chance and every jitter; without it the venue's own seed does. Each entry draws
  from its own stream, named after it: one more entry leaves the others' luck alone.
- Durations are \`250ms\`, \`30s\`, \`5m\`, \`2h\`, \`1d\` or a number of milliseconds. A time is a duration
  after the plan was installed (of a plan given at the start: after the venue's start) or an instant
  such as \`2026-11-20T12:00:00Z\`. It is the venue's clock that counts, which may run faster than yours.
- Unknown fields, wrong types and combinations that cannot happen are refused as
  \`VENUE_FAULTS_INVALID\` with file, line, column and field.
- Where several entries could act on one request, event or trade, the first in the plan does; on a
  frame all of them act, each on what the one before hands on.
- \`POST /_venue/faults\` takes a plan as JSON, \`version\` optional, and beside it \`mode\`: \`replace\` (default) or
  \`add\`. Replacing ends freezes, gaps, halts, locks, skews and modes that have begun; a restart takes
  its course.
- Requests about no single market (a batch, \`DELETE /cancel-all\`) are left alone by entries that name
  one. Everything the venue refuses carries its own status and text.
`;

/** The page about the grammar, from the table that the code works with. */
export function faultsPage(): string {
  return [
    "<!-- Written from the table of kinds: run this package's tests with -u after a change. -->",
    INTRODUCTION,
    "## When\n",
    "`when` may be left out: the fault then happens always.\n",
    conditionTable(),
    "## Kinds\n",
    kindTable(),
    ...FAULT_KINDS.map(sectionOf),
  ].join("\n");
}

function conditionTable(): string {
  const { properties } = describedForm(CONDITIONS.askedByBoth);
  const timed = describedForm(CONDITIONS.timed).properties["every"]?.description ?? "";
  const rows = Object.entries(properties).map(([name, field]) => {
    const text =
      name === "every"
        ? `${field.description ?? ""} Of kinds that act by themselves: ${timed}`
        : field.description;
    return `| \`${name}\` | ${typeText(field)} | ${defaultText(field)} | ${text ?? ""} |`;
  });
  return `| field | type | default | meaning |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function kindTable(): string {
  const rows = FAULT_KINDS.map(
    ({ kind, surface, description }) =>
      `| [\`${kind}\`](#${kind}) | ${ACTS[surface]} | ${description} |`,
  );
  return `| kind | acts on | what happens |\n|---|---|---|\n${rows.join("\n")}\n`;
}

const ACTS: Readonly<Record<Kind["surface"], string>> = {
  feed: "each frame of the market channel",
  request: "each request",
  user_channel: "each event of the user channel",
  settlement: "each trade",
  time: "the venue, by itself",
};

function sectionOf({ kind, surface, description, example, schema }: Kind): string {
  const { properties } = describedForm(schema);
  const { kind: _kind, name: _name, when, ...options } = properties;
  const rows = Object.entries(options).map(
    ([name, field]) =>
      `| \`${name}\` | ${typeText(field)} | ${defaultText(field)} | ${field.description ?? ""} |`,
  );
  const names = Object.keys(when?.properties ?? {}).map((name) => `\`${name}\``);
  const table =
    rows.length === 0
      ? "No options.\n"
      : `| option | type | default | meaning |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  const yaml = `- ${example.replaceAll("\n", "\n  ")}`;
  return [
    `### ${kind}\n`,
    `${description} Acts on ${ACTS[surface]}; \`when\` takes ${names.join(", ")}.\n`,
    table,
    `\`\`\`yaml\n${yaml}\n\`\`\`\n`,
  ].join("\n");
}

const field = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  get anyOf() {
    return z.array(field).optional();
  },
  get items() {
    return field.optional();
  },
  get properties() {
    return z.record(z.string(), field).optional();
  },
});
type Field = z.infer<typeof field>;

const definitions = z.record(z.string(), z.unknown());

function describedForm(schema: z.ZodType): { properties: Record<string, Field> } {
  const form = definitions.parse(z.toJSONSchema(schema, { io: "input" }));
  const { properties = {} } = field.parse(
    withoutReferences(form, definitions.parse(form["$defs"])),
  );
  return { properties };
}

/** The same form with everything that it refers to in its place. */
function withoutReferences(node: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(node)) return node.map((item) => withoutReferences(item, named));
  if (typeof node !== "object" || node === null) return node;
  const { $ref, $defs: _definitions, ...own } = definitions.parse(node);
  const resolved = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, withoutReferences(value, named)]),
  );
  if (typeof $ref !== "string") return resolved;
  const target = withoutReferences(named[$ref.replace("#/$defs/", "")], named);
  return { ...definitions.parse(target), ...resolved };
}

function typeText(of: Field): string {
  if (of.enum !== undefined) return of.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (of.format === "date-time") return "instant";
  if (of.pattern?.endsWith("(ms|s|m|h|d)$") === true) return "duration";
  if (of.anyOf !== undefined) {
    const texts = [...new Set(of.anyOf.map(typeText))];
    // A duration may be a number of milliseconds, a tick size a number.
    const isNumberImplied = texts.includes("duration") || texts.some((text) => text.includes("`"));
    return texts
      .filter((text) => !isNumberImplied || !/^(number|integer)$/.test(text))
      .join(" or ");
  }
  if (of.type === "array") return `list of ${of.items === undefined ? "any" : typeText(of.items)}`;
  return of.type ?? "any";
}

function defaultText(of: Field): string {
  return of.default === undefined ? "" : `\`${JSON.stringify(of.default).replaceAll('"', "")}\``;
}
