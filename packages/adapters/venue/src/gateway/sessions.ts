/** One API key. The secret and the passphrase never leave the venue except in the answer that makes them. */
export interface VenueSession {
  /** UUID. */
  readonly apiKey: string;
  /** base64 of 32 bytes. */
  readonly secret: string;
  readonly passphrase: string;
  /** Address of the key that made it, lower case; never the funder's. */
  readonly signer: string;
  readonly nonce: number;
  readonly kind: "trading" | "readonly" | "builder";
}

/** The API keys the venue has given out. Ids and secrets derive from seed, signer and nonce. */
export interface SessionStore {
  /** A new key, `null` when one exists for this signer and nonce. */
  create(signer: string, nonce: number, kind?: VenueSession["kind"]): VenueSession | null;
  /** The key made earlier for this signer and nonce. */
  derive(signer: string, nonce: number): VenueSession | null;
  byApiKey(apiKey: string): VenueSession | undefined;
  /** The session when key, secret and passphrase belong together; compared in constant time. */
  authenticate(credentials: {
    readonly apiKey: string;
    readonly secret: string;
    readonly passphrase: string;
  }): VenueSession | undefined;
  ofSigner(signer: string): readonly VenueSession[];
  remove(apiKey: string): boolean;
}
