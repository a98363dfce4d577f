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
const V1_BIT = 1n << 40n;

/** Binary module, two outcomes, Polygon, first condition: the fixed parts of a v2 id. */
const V2_FIXED_BITS = (1n << 248n) | (2n << 104n) | (137n << 24n);

/** The 128 bits of a v2 id that tell markets apart. */
const V2_HASH_BITS = ((1n << 128n) - 1n) << 120n;

export function marketIdentityOf(slug: string, protocol: "v1" | "v2"): MarketIdentity {
  const questionId = `0x${digest(`question:${slug}`)}`;
  const condition = digest(`condition:${slug}`);
  if (protocol === "v1") {
    const tokenIds = [tokenIdOf(slug, 0), tokenIdOf(slug, 1)] as const;
    return { conditionId: `0x${condition}`, questionId, tokenIds };
  }
  // A v2 id is the condition's 31 bytes and the outcome in the last one; the interfaces write the
  // condition padded with a zero byte, which is the first outcome's id.
  const first = (BigInt(`0x${condition}`) & V2_HASH_BITS) | V2_FIXED_BITS;
  const conditionId = `0x${first.toString(16).padStart(64, "0")}`;
  return { conditionId, questionId, tokenIds: [String(first), String(first + 1n)] };
}

function tokenIdOf(slug: string, token: 0 | 1): string {
  const id = BigInt(`0x${digest(`token:${slug}:${token}`)}`);
  return String(id | V1_BIT);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
