import { z } from "@polytraders/core";

const operation = z.enum(["subscribe", "unsubscribe"]);
const ids = z.array(z.string().max(128));

const marketMessage = z.object({
  type: z.string().optional(),
  operation: operation.optional(),
  assets_ids: ids.optional(),
  initial_dump: z.boolean().optional(),
  level: z.literal([1, 2, 3]).optional(),
  custom_feature_enabled: z.boolean().optional(),
});

const userMessage = z.object({
  type: z.string().optional(),
  operation: operation.optional(),
  markets: ids.nullish(),
  auth: z.object({ apiKey: z.string(), secret: z.string(), passphrase: z.string() }).optional(),
});

/** What a client of the market channel says. */
export type MarketMessage = z.infer<typeof marketMessage>;
/** What a client of the user channel says; its credentials go nowhere but to the session store. */
export type UserMessage = z.infer<typeof userMessage>;

/** `null` for what is no message of the market channel. */
export function readMarketMessage(text: string): MarketMessage | null {
  const message = read(marketMessage, text, "market");
  return message?.operation === undefined && message?.type === undefined ? null : message;
}

/** `null` for what is no message of the user channel. */
export function readUserMessage(text: string): UserMessage | null {
  const message = read(userMessage, text, "user");
  return message?.operation === undefined && message?.auth === undefined ? null : message;
}

function read<Message extends { readonly type?: string | undefined }>(
  schema: z.ZodType<Message>,
  text: string,
  channel: string,
): Message | null {
  const { success, data } = schema.safeParse(parsed(text));
  if (!success || (data.type !== undefined && data.type.toLowerCase() !== channel)) return null;
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
