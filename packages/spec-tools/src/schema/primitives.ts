import { BOT_ID_PATTERN, REASON_CODE_PATTERN } from "@polytraders/core";
import { z } from "zod";

// The `error` texts below say what is expected; they end up after "expected" in a problem line.

/** Text that says something. */
export const prose = z.string().regex(/\S/, { error: "text that is not empty" });

export const botId = z.string().regex(BOT_ID_PATTERN, {
  error: "a bot id: layer prefix, dot, snake case, such as intel.liquidity_decay_monitor",
});

export const reasonCode = z.string().regex(REASON_CODE_PATTERN, {
  error: "a reason code: INTEL_, DISC_, STRAT_, RISK_, EXEC_, SEC_ or GOV_ and upper snake case",
});

/** Names of parameters and payload fields. */
export const camelCase = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, {
  error: "a name in camel case, unit last, such as windowSeconds",
});

/** Names of signal kinds, metrics, scenarios, tests and gates. */
export const snakeCase = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, {
  error: "a name in snake case, such as liquidity_decay",
});

export const semver = z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, {
  error: "a semantic version, such as 0.1.0",
});

export const versionRange = z.string().regex(/^[\^~]?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, {
  error: "a version range, such as ^0.1.0",
});

export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, {
  error: 'a date in quotes, such as "2026-11-20"',
});

export const countPositive = z.int().min(1);
export const amountPositive = z.number().gt(0);
/** Between 0 and 1. */
export const share = z.number().min(0).max(1);
