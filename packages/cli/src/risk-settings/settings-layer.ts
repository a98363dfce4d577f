import type { ErrorPlace } from "@polytraders/core";

/** Where a setting came from; a later one overrides an earlier one. */
export const SETTING_ORIGINS = ["default", "profile", "file", "environment"] as const;
export type SettingOrigin = (typeof SETTING_ORIGINS)[number];

/** A value as people write it. */
export type WrittenValue = string | number | boolean;

/** Whether a value from a file can be that of a parameter at all. */
export function isWritten(value: unknown): value is WrittenValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Values of one origin, by `PM_…` name. */
export interface SettingsLayer {
  readonly origin: SettingOrigin;
  readonly values: Readonly<Record<string, WrittenValue>>;
  /** Where a value stands, for messages. */
  readonly placeOf: (name: string) => ErrorPlace;
}
