import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marketIdentityOf } from "../../src/world/market-identity.ts";

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/);
const ZERO_BITS = ((1n << 64n) - 1n) << 40n;

/** The test by which clients tell protocols apart. */
const looksLikeV2 = (tokenId: string): boolean => (BigInt(tokenId) & ZERO_BITS) === 0n;

describe("ids of simulated markets", () => {
  it("follow from the slug alone, and differ between slugs", () => {
    expect(marketIdentityOf("a", "v1")).toEqual(marketIdentityOf("a", "v1"));
    const slugs = Array.from({ length: 500 }, (_, index) => `market-${index}`);
    for (const protocol of ["v1", "v2"] as const) {
      const ids = slugs.flatMap((name) => {
        const { conditionId, questionId, tokenIds } = marketIdentityOf(name, protocol);
        return [conditionId, questionId, ...tokenIds];
      });
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("of v1 are never taken for v2 position ids", () => {
    fc.assert(
      fc.property(slug, (name) => {
        const { conditionId, questionId, tokenIds } = marketIdentityOf(name, "v1");
        expect([conditionId, questionId].every((id) => /^0x[0-9a-f]{64}$/.test(id))).toBe(true);
        expect(tokenIds.some(looksLikeV2)).toBe(false);
        expect(tokenIds.every((id) => BigInt(id) < 1n << 256n)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("of v2 have the layout of position ids and a condition id of 31 bytes", () => {
    fc.assert(
      fc.property(slug, (name) => {
        const { conditionId, tokenIds } = marketIdentityOf(name, "v2");
        expect(conditionId).toMatch(/^0x[0-9a-f]{62}00$/);
        expect(tokenIds.every(looksLikeV2)).toBe(true);
        expect(tokenIds.map((id) => BigInt(id) & 0xffn)).toEqual([0n, 1n]);
      }),
      { numRuns: 300 },
    );
  });

  it("of v2 are the condition's 31 bytes and the outcome", () => {
    const { conditionId, tokenIds } = marketIdentityOf("cup", "v2");
    expect(tokenIds.map(BigInt)).toEqual([BigInt(conditionId), BigInt(conditionId) + 1n]);
  });
});
