import {
  defineContract,
  z,
  type Authority,
  type BotContract,
  type BotManifest,
  type ParameterRule,
  type ReasonCodeRule,
} from "@polytraders/core";
import { ALL_MARKET_INPUTS, buildManifest, buildReasonCode, outputsOf } from "./build-manifest.ts";

type Schemas = Readonly<Record<string, z.ZodType>>;
type Payloads<S extends Schemas> = { readonly [K in keyof S]: z.infer<S[K]> };
type Rules = Readonly<Record<string, ParameterRule>>;
type Widened<V> = V extends number ? number : V extends boolean ? boolean : string;
type Values<P extends Rules> = { readonly [N in keyof P]: Widened<P[N]["default"]> };

/** What a test can say about a contract; everything has a default. */
export interface ContractDraft<
  A extends Authority,
  R extends string,
  E extends Schemas,
  C extends Schemas,
  P extends Rules,
> {
  readonly authority?: A;
  /** Reason codes with their rules, or the codes alone. */
  readonly reasonCodes?: readonly R[] | Readonly<Record<R, ReasonCodeRule>>;
  /** Payload schema of each emitted signal kind. */
  readonly emits?: E;
  /** Payload schema of each consumed signal kind; consumed as not required. */
  readonly consumes?: C;
  /** Rules as {@link buildParameter} makes them. */
  readonly parameters?: P;
  /** Any other field of the manifest. */
  readonly manifest?: Partial<BotManifest>;
}

/** Types of a contract that {@link buildContract} made. */
export interface BuiltTypes<
  A extends Authority,
  R extends string,
  E extends Schemas,
  C extends Schemas,
  P extends Rules,
> {
  readonly authority: A;
  readonly parameters: Values<P>;
  readonly reasonCode: R;
  readonly emits: Payloads<E>;
  readonly consumes: Payloads<C>;
}

/** Reason code of a contract that names none. */
export const TEST_REASON = "INTEL_TEST_OBSERVED";
/** Signal kind of a contract that names none; its payload is any object. */
export const TEST_SIGNAL = "test_signal";

// An index signature in its place would let every name through.
// oxlint-disable-next-line typescript/no-generated-empty-object-type
type None = Record<never, never>;
type TestSignals = { readonly [TEST_SIGNAL]: z.ZodRecord<z.ZodString, z.ZodUnknown> };

/**
 * A contract as the generator would write it, from the little that a test is about. Without
 * anything: an observer that may emit {@link TEST_SIGNAL} with {@link TEST_REASON}.
 */
export function buildContract<
  A extends Authority = "observe",
  const R extends string = typeof TEST_REASON,
  E extends Schemas = TestSignals,
  C extends Schemas = None,
  P extends Rules = None,
>(draft: ContractDraft<A, R, E, C, P> = {}): BotContract<BuiltTypes<A, R, E, C, P>> {
  const authority: Authority = draft.authority ?? "observe";
  const emits: Schemas = draft.emits ?? { [TEST_SIGNAL]: z.record(z.string(), z.unknown()) };
  const consumes: Schemas = draft.consumes ?? {};
  const parameters: Rules = draft.parameters ?? {};
  const manifest = buildManifest({
    authority,
    reasonCodes: reasonCodesOf(draft.reasonCodes ?? [TEST_REASON]),
    parameters,
    consumes: [
      ...ALL_MARKET_INPUTS,
      ...Object.keys(consumes).map((kind) => ({
        topic: "signal" as const,
        kind,
        isRequired: false,
        ageMsMax: null,
      })),
    ],
    emits: [
      ...outputsOf(authority),
      ...Object.keys(emits).map((kind) => ({
        contract: "SignalEnvelope" as const,
        kind,
        unit: "count",
      })),
    ],
    ...draft.manifest,
  });
  const contract = {
    manifest,
    parametersSchema: parametersSchemaOf(parameters),
    emitsSchemas: emits,
    consumesSchemas: consumes,
  };
  // The schemas are the caller's own; the compiler cannot follow their types through the records.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return defineContract<BuiltTypes<A, R, E, C, P>>(contract as never);
}

function reasonCodesOf(
  given: readonly string[] | Readonly<Record<string, ReasonCodeRule>>,
): Record<string, ReasonCodeRule> {
  if (!isList(given)) return { ...given };
  return Object.fromEntries(given.map((code) => [code, buildReasonCode()]));
}

/** `Array.isArray` does not narrow away readonly arrays. */
function isList(
  given: readonly string[] | Readonly<Record<string, ReasonCodeRule>>,
): given is readonly string[] {
  return Array.isArray(given);
}

function parametersSchemaOf(rules: Rules): z.ZodType {
  return z.strictObject(
    Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, schemaOf(rule)])),
  );
}

function schemaOf({ type }: ParameterRule): z.ZodType {
  if (type === "boolean") return z.boolean();
  if (type === "string") return z.string();
  return type === "integer" ? z.int() : z.number();
}
