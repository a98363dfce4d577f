import { z } from "zod";
import { RISK_PARAMETER_LIST } from "./risk-settings.ts";
import { isWritten, type WrittenValue } from "./settings-layer.ts";

/** Profiles that ship with the command line. */
export const PROFILE_NAMES = ["conservative", "aggressive"] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

const parameterFields = Object.fromEntries(
  RISK_PARAMETER_LIST.map(([, { name, kind }]) => [
    name,
    z
      .custom<WrittenValue>(
        (value) => isWritten(value) && kind.read(String(value)) !== undefined,
        kind.allowed,
      )
      .optional(),
  ]),
);

/** `risk:` of a configuration file: a profile, and `PM_…` parameters that override it. */
export const riskSectionSchema = z.strictObject({
  profile: z.enum(PROFILE_NAMES).optional(),
  ...parameterFields,
});
