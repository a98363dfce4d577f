import type { z } from "zod";
import type { BotManifest } from "./manifest.ts";
import type { Authority } from "./vocabulary.ts";

/**
 * The types a generated contract carries. Each is a compile-time fence: a reason code, parameter,
 * signal or port that the spec does not declare is a type error in the author's file.
 */
export interface BotTypes {
  readonly authority: Authority;
  readonly parameters: object;
  readonly reasonCode: string;
  /** Payload type of each signal kind the bot emits. */
  readonly emits: object;
  /** Payload type of each signal kind the bot consumes. */
  readonly consumes: object;
}

/** A spec, turned into code: what the bot is, and how its parameters and payloads are checked. */
export interface BotContract<T extends BotTypes = BotTypes> {
  readonly manifest: BotManifest;
  /** Accepts exactly the parameters of the spec, types and ranges included. */
  readonly parametersSchema: z.ZodType<T["parameters"]>;
  /** One schema for the payload of each emitted signal kind. */
  readonly emitsSchemas: { readonly [K in keyof T["emits"]]: z.ZodType<T["emits"][K]> };
  /** One schema for the payload of each consumed signal kind. */
  readonly consumesSchemas: { readonly [K in keyof T["consumes"]]: z.ZodType<T["consumes"][K]> };
}

/** Declares a contract. Only generated code calls this; it exists to fix the types in one place. */
export function defineContract<T extends BotTypes>(contract: BotContract<T>): BotContract<T> {
  return contract;
}
