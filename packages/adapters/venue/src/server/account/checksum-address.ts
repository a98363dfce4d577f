import { keccak256Text } from "../../signing/keccak256.ts";

const KNOWN_MAX = 10_000;

const known = new Map<string, string>();

/** An address in the mixed-case spelling that carries its checksum (ERC-55). */
export function checksumAddress(address: string): string {
  const lower = address.toLowerCase();
  const found = known.get(lower);
  if (found !== undefined) return found;
  if (!/^0x[0-9a-f]{40}$/.test(lower)) return address;
  const digits = lower.slice(2);
  const hash = keccak256Text(digits);
  let text = "0x";
  for (let index = 0; index < digits.length; index += 1) {
    const byte = hash[index >> 1] ?? 0;
    const nibble = index % 2 === 0 ? byte >> 4 : byte & 15;
    const digit = digits.charAt(index);
    text += nibble >= 8 ? digit.toUpperCase() : digit;
  }
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(lower, text);
  return text;
}
