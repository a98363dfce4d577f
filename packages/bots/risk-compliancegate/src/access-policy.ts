import type { Parameters } from "./contract.gen.ts";

/** The lists of the access policy, read once. */
export interface AccessPolicy {
  readonly blockedCountries: ReadonlySet<string>;
  readonly closeOnlyCountries: ReadonlySet<string>;
  readonly blockedMarkets: ReadonlySet<string>;
  /** Empty for all markets. */
  readonly allowedMarkets: ReadonlySet<string>;
  /** Entries that are no country codes: nothing passes while there is one. */
  readonly unreadable: readonly string[];
}

/** Reads the lists of the parameters. */
export function readPolicy(parameters: Parameters): AccessPolicy {
  const blockedCountries = entriesOf(parameters.blockedCountries);
  const closeOnlyCountries = entriesOf(parameters.closeOnlyCountries);
  return {
    blockedCountries: new Set(blockedCountries),
    closeOnlyCountries: new Set(closeOnlyCountries),
    blockedMarkets: new Set(entriesOf(parameters.blockedMarkets)),
    allowedMarkets: new Set(entriesOf(parameters.allowedMarkets)),
    unreadable: [...blockedCountries, ...closeOnlyCountries].filter(
      (entry) => !/^[A-Z]{2}$/.test(entry),
    ),
  };
}

function entriesOf(list: string): string[] {
  return list
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
