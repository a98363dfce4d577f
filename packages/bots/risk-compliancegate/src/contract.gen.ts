// Generated from the spec of risk.compliancegate by `polytraders spec generate`. Do not edit.
import { defineContract, z, type BotContract } from "@polytraders/core";

export type ReasonCode =
  | "RISK_COMPLIANCE_CLEARED"
  | "RISK_COMPLIANCE_CLOSE_ONLY"
  | "RISK_GEOFENCE_BLOCK"
  | "RISK_COMPLIANCE_COUNTRY_BLOCKED"
  | "RISK_COMPLIANCE_MARKET_BLOCKED"
  | "RISK_COMPLIANCE_ACCOUNT_CLOSE_ONLY"
  | "RISK_COMPLIANCE_UNVERIFIED"
  | "RISK_COMPLIANCE_POLICY_INVALID";

export interface Types {
  authority: "vote";
  parameters: Parameters;
  reasonCode: ReasonCode;
  emits: {};
  consumes: {};
}

export interface Parameters {
  /**
   * Whether the venue's word on our address and its country must be known.
   */
  isGeoblockRequired: boolean;
  /**
   * Countries from which no order passes, ISO 3166-1 alpha-2, with commas between.
   */
  blockedCountries: string;
  /**
   * Countries from which positions may only be closed, ISO 3166-1 alpha-2, with commas between.
   */
  closeOnlyCountries: string;
  /**
   * Ids or slugs of markets in which nothing is opened, with commas between.
   */
  blockedMarkets: string;
  /**
   * Ids or slugs of the only markets in which anything is opened, with commas between; empty for all.
   */
  allowedMarkets: string;
  /**
   * Silence of the venue after which its word counts as out of date. Unit: ms.
   */
  venueHeardAgeMsMax: number;
}

/** Accepts exactly the declared parameters; defaults are filled in before. */
export const parametersSchema = z.strictObject({
  isGeoblockRequired: z.boolean(),
  blockedCountries: z.string(),
  closeOnlyCountries: z.string(),
  blockedMarkets: z.string(),
  allowedMarkets: z.string(),
  venueHeardAgeMsMax: z.int().min(1000).max(3600000),
});

/** One schema for the payload of each emitted signal. */
export const emitsSchemas = {};

/** One schema for the payload of each consumed signal. */
export const consumesSchemas = {};

/** ComplianceGate: what it is, and how its parameters and payloads are checked. */
export const contract: BotContract<Types> = defineContract<Types>({
  manifest: {
    schemaVersion: 1,
    botId: "risk.compliancegate",
    number: "1.8",
    name: "ComplianceGate",
    purpose:
      "Enforces the venue's access policy: the venue's own word on our address, lists of blocked and close-only countries, and lists of allowed and blocked markets. What cannot be verified is refused.",
    version: "0.1.0",
    contractVersion: "1.0.0",
    specHash: "0f3df0c8a2908091b0be98ae063b63035e486e2aefe12f24f38f2f6ce8a6c4a5",
    coreRange: "^0.1.0",
    layer: "risk",
    authority: "vote",
    aliases: ["1.8", "risk.compliance_gate"],
    modes: ["off", "shadow", "advisory", "enforced", "quarantine"],
    defaultMode: "shadow",
    consumes: [
      {
        topic: "order_intent",
        kind: null,
        isRequired: true,
        ageMsMax: null,
      },
    ],
    emits: [
      {
        contract: "RiskVote",
        kind: null,
        unit: null,
      },
    ],
    ports: ["venueHealth", "ledger", "marketFacts"],
    requires: [],
    parameters: {
      isGeoblockRequired: {
        type: "boolean",
        default: true,
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description: "Whether the venue's word on our address and its country must be known.",
        aliases: ["is_geoblock_required"],
        isSafetyGate: true,
      },
      blockedCountries: {
        type: "string",
        default: "IR,SY,CU,KP",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description:
          "Countries from which no order passes, ISO 3166-1 alpha-2, with commas between.",
        aliases: ["blocked_countries"],
        isSafetyGate: true,
      },
      closeOnlyCountries: {
        type: "string",
        default:
          "AU,BY,BE,BI,BR,CF,CD,ET,FR,DE,IQ,IT,LB,LY,MM,NZ,NI,PL,RU,SG,SO,SK,SS,SD,TW,TH,GB,US,UM,VE,YE,ZW",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description:
          "Countries from which positions may only be closed, ISO 3166-1 alpha-2, with commas between.",
        aliases: ["close_only_countries"],
        isSafetyGate: true,
      },
      blockedMarkets: {
        type: "string",
        default: "",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description: "Ids or slugs of markets in which nothing is opened, with commas between.",
        aliases: ["blocked_markets"],
        isSafetyGate: true,
      },
      allowedMarkets: {
        type: "string",
        default: "",
        warning: null,
        hard: null,
        direction: "upper",
        minimum: null,
        maximum: null,
        choices: null,
        unit: "",
        description:
          "Ids or slugs of the only markets in which anything is opened, with commas between; empty for all.",
        aliases: ["allowed_markets"],
        isSafetyGate: true,
      },
      venueHeardAgeMsMax: {
        type: "integer",
        default: 60000,
        warning: 300000,
        hard: 3600000,
        direction: "upper",
        minimum: 1000,
        maximum: null,
        choices: null,
        unit: "ms",
        description: "Silence of the venue after which its word counts as out of date.",
        aliases: ["venue_heard_age_ms_max"],
        isSafetyGate: true,
      },
    },
    reasonCodes: {
      RISK_COMPLIANCE_CLEARED: {
        severity: "INFO",
        meaning: "No rule of venue, country or market forbids the order.",
        action: "None.",
        userMessage: "The order is allowed.",
      },
      RISK_COMPLIANCE_CLOSE_ONLY: {
        severity: "RESHAPE",
        meaning: "Only closing a position is allowed, and the order is limited to it.",
        action: "None; opening stays refused.",
        userMessage: "Positions may only be closed, so the order was limited to that.",
      },
      RISK_GEOFENCE_BLOCK: {
        severity: "HARD_REJECT",
        meaning: "Trading is not allowed from this location.",
        action: "None; the rule is the venue's.",
        userMessage: "Trading is not available from your location.",
      },
      RISK_COMPLIANCE_COUNTRY_BLOCKED: {
        severity: "HARD_REJECT",
        meaning: "Our country is on the list from which nothing is traded.",
        action: "None; the rule is the venue's.",
        userMessage: "Trading is not available from your country.",
      },
      RISK_COMPLIANCE_MARKET_BLOCKED: {
        severity: "HARD_REJECT",
        meaning: "The market is not on the list of allowed markets or is on that of blocked ones.",
        action: "Change the lists through an approved change.",
        userMessage: "This market is not traded.",
      },
      RISK_COMPLIANCE_ACCOUNT_CLOSE_ONLY: {
        severity: "HARD_REJECT",
        meaning: "The venue takes only closing orders from the account.",
        action: "Ask the venue about the account.",
        userMessage: "Your account may only close positions.",
      },
      RISK_COMPLIANCE_UNVERIFIED: {
        severity: "HARD_REJECT",
        meaning: "It cannot be verified that the order is allowed.",
        action: "Check the connection to the venue and its geoblock answer.",
        userMessage: "The order was not sent because it could not be verified that it is allowed.",
      },
      RISK_COMPLIANCE_POLICY_INVALID: {
        severity: "HARD_REJECT",
        meaning: "The lists of the access policy cannot be read.",
        action: "Correct the lists in the configuration.",
        userMessage: "The order was not sent because the access rules cannot be read.",
      },
    },
    metrics: [
      {
        name: "compliance_refusals_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that refused an intent.",
        reasonCodes: [
          "RISK_GEOFENCE_BLOCK",
          "RISK_COMPLIANCE_COUNTRY_BLOCKED",
          "RISK_COMPLIANCE_MARKET_BLOCKED",
          "RISK_COMPLIANCE_ACCOUNT_CLOSE_ONLY",
          "RISK_COMPLIANCE_UNVERIFIED",
          "RISK_COMPLIANCE_POLICY_INVALID",
        ],
        observes: null,
        buckets: [],
      },
      {
        name: "compliance_reshapes_total",
        type: "counter",
        unit: "decisions",
        meaning: "Votes that cut an intent.",
        reasonCodes: ["RISK_COMPLIANCE_CLOSE_ONLY"],
        observes: null,
        buckets: [],
      },
    ],
    callTimeoutMs: 250,
    queueCapacity: 256,
    deduplicationWindowMs: 60000,
    idempotencyKey: ["marketId", "timeMs", "intentId"],
    stateTtlMs: 0,
    docsScore: 27,
  },
  parametersSchema,
  emitsSchemas,
  consumesSchemas,
});
