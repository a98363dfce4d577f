/**
 * Secrets taken out of text before anybody reads it.
 *
 * A value is a secret because of the name before it, never because of its looks: condition ids,
 * transaction hashes and order ids are 32 bytes of hex just as private keys are, and hiding those
 * would make errors useless. Signatures count as secrets: whoever holds a signed order can send it.
 * The price is that a bare key without any name passes; an error about a secret field is therefore
 * raised with the field's name as its place, and then nothing of the value is shown.
 */

/** What stands in a secret's place. */
export const REDACTED = "<redacted>";

const SECRET_NAME = [
  "(?:private|secret|signing|api|access|wallet|encryption|account)[_\\- ]?key(?:[_\\- ]?hex)?",
  "secret",
  "pass[_\\- ]?phrase",
  "password",
  "mnemonic",
  "(?:seed|recovery)[_\\- ]?phrase",
  "(?:access|auth|bearer|bot|refresh|session)[_\\- ]?token",
  "authorization",
  "signature",
].join("|");

/** A quoted value, up to the quote that opened it or to where the text was cut off. */
const QUOTED = "([\"'`])(?:\\\\[^]|(?!\\3)[^\\\\])*(?:\\3|\\\\?$)";

/** JSON inside a string: quotes are escaped and so may their content be; nothing after it is kept. */
const NESTED = "\\\\+[\"'`][^]*";

/** Other values: words, up to a separator or to the next `name=x`; `word=` may be base64 padding. */
const BARE = "[^\\s,;&})\\]]+(?:[ \\t]+(?![\\w.-]+[\"'`]?\\s*(?::|=[^\\s=,;]))[^\\s,;&})\\]]+)*";

/** `name=value`, `"name": "value"`, `name: several words`. */
const NAMED_VALUE = new RegExp(
  `(${SECRET_NAME})(\\\\*["'\`]?\\s*[:=]\\s*)(?:${QUOTED}|${NESTED}|${BARE})`,
  "gi",
);

/** `private key 0x…` and `secret is 0x…`: no separator, but unmistakable. */
const SPOKEN_KEY = new RegExp(`(${SECRET_NAME})(\\s+(?:is\\s+)?)(?:0x)?[0-9a-f]{64}\\b`, "gi");

/** `https://user:password@host`. */
const URL_PASSWORD = /(:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g;

const SECRET_FIELD = new RegExp(`(?:${SECRET_NAME})$`, "i");

/** The text with each named secret replaced by {@link REDACTED}. Redacting twice changes nothing. */
export function redact(text: string): string {
  return text
    .replace(NAMED_VALUE, (_, name: string, separator: string, quote = "") =>
      [name, separator, quote, REDACTED, quote].join(""),
    )
    .replace(SPOKEN_KEY, `$1$2${REDACTED}`)
    .replace(URL_PASSWORD, `$1${REDACTED}`);
}

/** True when a field of this path, such as `wallet.privateKey`, holds a secret. */
export function isSecretField(path: string): boolean {
  return SECRET_FIELD.test(path);
}
