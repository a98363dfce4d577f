import { parseMicroShares, PolytradersError, z } from "@polytraders/core";
import type { ChainActionAnswer, Exchange } from "../../exchange/exchange.ts";
import { withCamelCaseKeys } from "./control-commands.ts";

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "0x and 40 hexadecimal digits")
  .transform((text) => text.toLowerCase());

const size = z
  .union([z.number(), z.string()])
  .transform((shares) => parseMicroShares(String(shares)))
  .refine((micro) => micro > 0 && micro <= 1e15, "shares above 0, at most 1e9, six decimals");

const conditionId = z.string().min(1);

const chainCommandSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("split"), address, conditionId, size }),
  z.strictObject({ action: z.literal("merge"), address, conditionId, size }),
  z.strictObject({ action: z.literal("redeem"), address, conditionId }),
  z.strictObject({
    action: z.literal("convert"),
    address,
    /** Markets whose NO tokens are converted; all of one neg-risk set. */
    conditionIds: z.array(conditionId).min(1).max(100),
    size,
  }),
]);

/**
 * Does on the simulated chain what a wallet would: official clients send these actions to a relayer
 * or a node, which the venue is not.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` with what is wrong, or why the action is refused
 */
export function actOnChain(exchange: Exchange, body: unknown): { readonly actionId: string } {
  const result = chainCommandSchema.safeParse(withCamelCaseKeys(body));
  if (!result.success) {
    const issue = result.error.issues[0];
    const field = issue?.path.map(String).join(".") ?? "";
    throw invalid(issue?.message ?? "another shape", "something else", field);
  }
  const answer = act(exchange, result.data);
  if (answer.isAccepted) return { actionId: answer.actionId };
  throw invalid("an action that the wallet can pay for", answer.refusal.text, "");
}

function act(exchange: Exchange, command: z.output<typeof chainCommandSchema>): ChainActionAnswer {
  switch (command.action) {
    case "split":
      return exchange.split(command.address, command.conditionId, command.size);
    case "merge":
      return exchange.merge(command.address, command.conditionId, command.size);
    case "redeem":
      return exchange.redeem(command.address, command.conditionId);
    case "convert": {
      const [first = ""] = command.conditionIds;
      const setId = exchange.market(first)?.terms.negRiskSetId;
      if (setId === null || setId === undefined) {
        throw invalid("markets of one neg-risk set", first, "conditionIds.0");
      }
      return exchange.convert(command.address, setId, command.conditionIds, command.size);
    }
  }
}

function invalid(expected: string, found: string, field: string): PolytradersError {
  return new PolytradersError("VENUE_COMMAND_INVALID", { expected, found, place: { field } });
}
