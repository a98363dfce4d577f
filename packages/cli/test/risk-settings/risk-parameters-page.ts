import { RISK_PARAMETER_LIST } from "../../src/risk-settings/risk-settings.ts";

const INTRODUCTION = `# Risk parameters

Every parameter of risk and of quoting. All have one name, \`PM_…\`, in the environment and in the
\`risk:\` section of \`polytraders.yaml\`. What decides, most important first:

1. the environment variable,
2. the \`risk:\` section of the file given to \`--config\`,
3. the profile: \`--profile\`, else \`PM_RISK_PROFILE\`, else \`profile:\` of the \`risk:\` section,
4. the default.

A value that is not allowed is an error that names the variable, what was found and what is allowed;
nothing falls back silently. A \`PM_…\` variable that is no parameter is reported with the nearest name
and ignored. A \`.env\` file of such variables is read with \`set -a; . ./.env; set +a\`, or with
\`node --env-file\`. \`polytraders risk settings\` prints the values in force and where each came from.

\`\`\`yaml
risk:
  profile: conservative
  PM_MAX_TRADE_SIZE_USD: 15
\`\`\`

The profiles \`conservative\` and \`aggressive\` ship with the command line as configuration files, with
the reason of every value beside it. Fractions are written as such: 15 % is 0.15.

"002" and "003" are the guides of risk parameters and of drawdown that the defaults come from, and
"maths.md" the reference of formulas. The guide also computes a drawdown threshold, the starting
balance less the allowed loss; \`polytraders risk settings\` shows it, and it cannot be set.
`;

/** `docs/risk-parameters.md` as the table of parameters gives it. */
export function riskParametersPage(): string {
  const rows = RISK_PARAMETER_LIST.map(
    ([setting, { name, kind, standard, meaning, source }]) =>
      `| \`${name}\` | ${standard} | ${kind.allowed} | ${meaning} | ${source} | \`${setting}\` |`,
  );
  return [
    INTRODUCTION,
    "| parameter | default | allowed | meaning | source | in code |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
    "This page is checked against the table in `packages/cli/src/risk-settings`; after a change there,",
    "`vitest run --project unit risk-parameters -u` writes it anew.",
    "",
  ].join("\n");
}
