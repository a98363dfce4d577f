/** Holds the dollar behind every pair of tokens. Account number 0 of every vault. */
export const COLLATERAL_ACCOUNT = "0x00000000000000000000000000000000000c011a";
/** Takes platform fees, pays rewards and rebates. Account number 1. */
export const TREASURY_ACCOUNT = "0x0000000000000000000000000000000000007ea5";
/** Takes what actions on the chain cost. Account number 2. */
export const NETWORK_ACCOUNT = "0x00000000000000000000000000000000000009a5";
/** Stands for recorded traders: it brings in whatever it lacks. Account number 3. */
export const OUTSIDE_ACCOUNT = "0x0000000000000000000000000000000000001e4d";

/** Accounts of the venue itself, in the order of their numbers. Their changes are not reported. */
export const HOUSE_ACCOUNTS: readonly string[] = [
  COLLATERAL_ACCOUNT,
  TREASURY_ACCOUNT,
  NETWORK_ACCOUNT,
  OUTSIDE_ACCOUNT,
];

export const COLLATERAL_INDEX = 0;
export const TREASURY_INDEX = 1;
export const NETWORK_INDEX = 2;
export const OUTSIDE_INDEX = 3;

/** Where the fees of a builder code go: the code is the account's name. */
export function builderAccountOf(builderCode: string): string {
  return builderCode.toLowerCase();
}
