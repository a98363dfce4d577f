/** The seven layers, in no particular order. */
export const LAYERS = [
  "discovery",
  "intelligence",
  "strategy",
  "risk",
  "execution",
  "security",
  "governance",
] as const;
export type Layer = (typeof LAYERS)[number];

/** Who may overrule whom, strongest first. Governance never blocks. */
export const AUTHORITY_ORDER: readonly Layer[] = [
  "risk",
  "security",
  "execution",
  "strategy",
  "discovery",
  "intelligence",
  "governance",
];

/** What a bot may do; the runtime grants ports by it. */
export const AUTHORITIES = ["observe", "vote", "shape", "trade", "audit"] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** How far a bot's output reaches at run time. */
export const MODES = ["off", "shadow", "advisory", "enforced", "quarantine"] as const;
export type Mode = (typeof MODES)[number];

/** How far a bot has come; computed from evidence, independent of its mode. */
export const READINESS = [
  "frozen",
  "demo_wired",
  "shadow_ready",
  "runtime_live",
  "production_live",
] as const;
export type Readiness = (typeof READINESS)[number];

/** What a risk bot answers to an order intent. */
export const VOTES = [
  "APPROVE",
  "RESHAPE_REQUIRED",
  "REJECT",
  "WARNING_ONLY",
  "QUARANTINE",
] as const;
export type Vote = (typeof VOTES)[number];

export const SEVERITIES = ["HARD_REJECT", "RESHAPE", "WARN", "EXPLAIN", "INFO"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Reason codes are upper snake case behind the prefix of their layer. */
export const REASON_CODE_PATTERN = /^(INTEL|DISC|STRAT|RISK|EXEC|SEC|GOV)_[A-Z0-9_]+$/;

/** Layer prefix of bot ids: `intel.liquidity_decay_monitor`. */
export const LAYER_PREFIX: Readonly<Record<Layer, string>> = {
  discovery: "disc",
  intelligence: "intel",
  strategy: "strat",
  risk: "risk",
  execution: "exec",
  security: "sec",
  governance: "gov",
};

/** Bot ids: layer prefix, dot, snake case. */
export const BOT_ID_PATTERN = /^(disc|intel|strat|risk|exec|sec|gov)\.[a-z0-9]+(_[a-z0-9]+)*$/;

/** Market data a bot can ask for by name; other bots' output is asked for as a signal kind. */
export const MARKET_TOPICS = ["order_book", "trade", "market_status", "heartbeat"] as const;
export type MarketTopic = (typeof MARKET_TOPICS)[number];

/** What a bot can be told of our own orders: a strategy of its own ones, the others of every one. */
export const ORDER_TOPICS = ["order_update", "fill"] as const;
export type OrderTopic = (typeof ORDER_TOPICS)[number];

/** Capabilities beyond the declared inputs. */
export const PORT_NAMES = [
  "clock",
  "random",
  "log",
  "timers",
  "ownOrders",
  "intents",
  "ledger",
  "openOrders",
  "marketFacts",
  "venueHealth",
  "killSwitch",
  "orderCare",
] as const;
export type PortName = (typeof PORT_NAMES)[number];

/** What nobody can misuse. */
const READ_ONLY = ["clock", "random", "log", "timers", "ownOrders"] as const;
/** What orders are judged by. */
const ORDER_PATH = ["ledger", "openOrders", "marketFacts", "venueHealth"] as const;

/** What each authority grants. An observer holds nothing with which it could order. */
export const GRANTS = {
  observe: READ_ONLY,
  vote: [...READ_ONLY, ...ORDER_PATH, "killSwitch"],
  shape: [...READ_ONLY, ...ORDER_PATH, "orderCare"],
  trade: [...READ_ONLY, ...ORDER_PATH, "intents"],
  audit: READ_ONLY,
} as const satisfies Record<Authority, readonly PortName[]>;
