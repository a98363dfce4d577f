import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeError, PolytradersError } from "../../src/errors/polytraders-error.ts";
import { isSecretField, redact, REDACTED } from "../../src/errors/redact.ts";

const HEX_64 = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d";

const name = fc.constantFrom(
  "privateKey",
  "PM_PRIVATE_KEY",
  "private key",
  "secret",
  "apiSecret",
  "clientSecret",
  "POLY_PASSPHRASE",
  "passphrase",
  "apiKey",
  "api_key",
  "X-API-Key",
  "password",
  "mnemonic",
  "seedPhrase",
  "botToken",
  "Authorization",
  "signature",
);
/** Long enough not to occur by chance, without what ends an unquoted value. */
const word = fc.stringMatching(/^[A-Za-z0-9+/_-]{12,64}={0,2}$/);
const words = fc.array(word, { minLength: 1, maxLength: 12 });

describe("a named secret", () => {
  it("does not survive in plain text, of one word or several", () => {
    const separator = fc.constantFrom("=", ": ", " = ", ":");
    fc.assert(
      fc.property(name, separator, words, (key, between, parts) => {
        const text = redact(`found ${key}${between}${parts.join(" ")}, marketId=0x${HEX_64}`);
        for (const part of parts) expect(text).not.toContain(part);
        expect(text).toContain(`, marketId=0x${HEX_64}`);
      }),
    );
  });

  it("does not survive in JSON, whatever it is made of, nor in JSON within JSON", () => {
    // The value is marked at both ends, so that any part that survives shows.
    const value = fc.string().map((middle) => `FIRST-MARK${middle}LAST-MARK`);
    fc.assert(
      fc.property(name, value, (key, secret) => {
        const json = JSON.stringify({ marketId: "0xabc", [key]: secret, last: 1 });
        expect(redact(json)).toBe(JSON.stringify({ marketId: "0xabc", [key]: REDACTED, last: 1 }));
        const nested = redact(JSON.stringify({ body: json }));
        expect(nested).toContain("0xabc");
        expect(nested).not.toMatch(/FIRST-MARK|LAST-MARK/);
      }),
    );
  });

  it("does not survive where the text was cut off inside it", () => {
    fc.assert(
      fc.property(name, word, fc.nat(), (key, secret, cut) => {
        const json = JSON.stringify({ [key]: `${secret}\\"${secret}` });
        const start = json.indexOf(secret);
        const text = redact(json.slice(0, start + 8 + (cut % (json.length - start - 8))));
        expect(text).not.toContain(secret.slice(0, 8));
      }),
    );
  });

  it("is redacted once and for all", () => {
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (key, value, rest) => {
        for (const text of [`${key}=${value} ${rest}`, JSON.stringify({ [key]: value, rest })]) {
          expect(redact(redact(text))).toBe(redact(text));
        }
      }),
    );
  });
});

it.each([
  [`private key 0x${HEX_64} has no funds`, `private key ${REDACTED} has no funds`],
  [`the secret is ${HEX_64}`, `the secret is ${REDACTED}`],
  ["https://ann:hunter2@example.org/x", `https://ann:${REDACTED}@example.org/x`],
  ["/orders?apiKey=abc&market=1", `/orders?apiKey=${REDACTED}&market=1`],
  ["authorization: Bearer abc.def", `authorization: ${REDACTED}`],
  ["privateKey=abc marketId=0x1", `privateKey=${REDACTED} marketId=0x1`],
])("%s", (text, expected) => {
  expect(redact(text)).toBe(expected);
});

it.each([
  `conditionId=0x${HEX_64}`,
  `transactionHash: "0x${HEX_64}"`,
  `0x${HEX_64}`,
  'the key "window" of signatureType 2, tokenId=123',
  "https://example.org:8080/path@2",
])("leaves alone: %s", (text) => {
  expect(redact(text)).toBe(text);
});

it("takes linear time on hostile text", () => {
  for (const part of ["secret ", "secret=", 'secret="\\', "a ", "secret=a ", "://a:"]) {
    const text = part.repeat(200_000 / part.length);
    expect(redact(text).length).toBeLessThan(3 * text.length);
  }
});

describe("an error", () => {
  it("shows no secret in message, detail or description", () => {
    fc.assert(
      fc.property(name, word, (key, secret) => {
        const detail = {
          found: `${key}="${secret}"`,
          expected: `not ${key}=${secret}`,
          hint: `${key}: ${secret}`,
        };
        const error = new PolytradersError("CONFIG_INVALID", detail);
        const shown = [error.message, error.stack, JSON.stringify(error.detail)].join("\n");
        expect(shown).not.toContain(secret);
        expect(describeError("CONFIG_INVALID", detail)).not.toContain(secret);
      }),
    );
  });

  it("shows nothing of a value whose field is secret", () => {
    const error = new PolytradersError("CONFIG_INVALID", {
      found: `0x${HEX_64}`,
      place: { file: "polytraders.yaml", line: 3, field: "wallet.privateKey" },
    });
    expect(error.message).toContain(`wallet.privateKey: CONFIG_INVALID`);
    expect(error.message).toContain(`found ${REDACTED}`);
    expect(error.message).not.toContain(HEX_64);
    expect(isSecretField("markets[0].conditionId")).toBe(false);
  });
});
