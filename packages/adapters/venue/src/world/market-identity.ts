import { createHash } from "node:crypto";

/** The ids of a simulated market, derived from its slug alone: the same world has the same ids. */
export interface MarketIdentity {
  readonly conditionId: string;
  readonly questionId: string;
  readonly tokenIds: readonly [first: string, second: string];
}

/**
 * Bits 40 to 103 of a protocol v2 position id are zero; that is how clients tell the protocols
 * apart, so ids of v1 markets must not have them all zero.
 */
const V2_ZERO_BITS = ((1n << 64n) - 1n) << 40n;

export function marketIdentityOf(slug: string, protocol: "v1" | "v2"): MarketIdentity {
  const questionId = `0x${digest(`question:${slug}`)}`;
  const condition = digest(`condition:${slug}`);
  // On the chain a v2 condition id has 31 bytes; the interfaces write it padded to 32.
  const conditionId = `0x${protocol === "v2" ? `${condition.slice(0, 62)}00` : condition}`;
  return {
    conditionId,
    questionId,
    tokenIds: [tokenIdOf(slug, 0, protocol), tokenIdOf(slug, 1, protocol)],
  };
}

function tokenIdOf(slug: string, token: 0 | 1, protocol: "v1" | "v2"): string {
  const id = BigInt(`0x${digest(`token:${slug}:${token}`)}`);
  if (protocol === "v1") return String(id | (1n << 40n));
  // The lowest byte of a position id is its outcome.
  return String((id & ~V2_ZERO_BITS & ~0xffn) | BigInt(token));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
