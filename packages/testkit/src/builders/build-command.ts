import { operatorCommandSchema, type OperatorCommand } from "@polytraders/core";

type Scope = OperatorCommand["scope"];
type Named<C extends OperatorCommand["command"]> = Extract<
  OperatorCommand,
  { readonly command: C }
>;

/**
 * An operator's command to every bot and market. Its id follows from what it says: to give the same
 * command twice, name an id.
 *
 * @param command - its name
 * @param fields - what the command needs beyond that, and anything to override
 */
export function buildCommand<C extends OperatorCommand["command"]>(
  command: C,
  fields: Partial<Omit<Named<C>, "scope">> & { readonly scope?: Partial<Scope> } = {},
): OperatorCommand {
  const { scope, ...rest } = fields;
  return operatorCommandSchema.parse({
    schemaVersion: 1,
    commandId: `test-${command}-${JSON.stringify(fields)}`,
    operator: "tester",
    reason: "a test",
    atMs: 0,
    expiresAtMs: null,
    command,
    ...rest,
    scope: { botId: null, marketId: null, ...scope },
  });
}
