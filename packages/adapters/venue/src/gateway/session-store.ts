import { createHmac, timingSafeEqual } from "node:crypto";
import type { SessionStore, VenueSession } from "./sessions.ts";

export interface SessionStoreOptions {
  /** Keys derive from it: the same seed gives the same keys to the same wallets. */
  readonly seed: number;
  /** Keys that exist from the beginning, for bots with fixed credentials. */
  readonly sessions?: readonly VenueSession[];
  /** Most keys held for one signer; creating more is answered as if the nonce were taken. */
  readonly keysPerSignerMax?: number;
}

const KEYS_PER_SIGNER_MAX = 1_000;

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  return new DerivedSessions(options);
}

class DerivedSessions implements SessionStore {
  readonly #seed: string;
  readonly #keysPerSignerMax: number;
  readonly #byApiKey = new Map<string, VenueSession>();
  readonly #bySlot = new Map<string, VenueSession>();
  readonly #bySigner = new Map<string, VenueSession[]>();
  /** How often a slot's key was taken away: its next key is another one. */
  readonly #removals = new Map<string, number>();

  constructor({
    seed,
    sessions = [],
    keysPerSignerMax = KEYS_PER_SIGNER_MAX,
  }: SessionStoreOptions) {
    this.#seed = `polytraders-venue:${seed}`;
    this.#keysPerSignerMax = keysPerSignerMax;
    for (const session of sessions) this.#add({ ...session, signer: session.signer.toLowerCase() });
  }

  create(
    signer: string,
    nonce: number,
    kind: VenueSession["kind"] = "trading",
  ): VenueSession | null {
    const owner = signer.toLowerCase();
    const slot = slotOf(owner, nonce, kind);
    if (this.#bySlot.has(slot)) return null;
    if (this.ofSigner(owner).length >= this.#keysPerSignerMax) return null;
    const base = `${slot}:${this.#removals.get(slot) ?? 0}`;
    return this.#add({
      apiKey: uuidOf(this.#digest(`${base}:key`)),
      secret: base64UrlOf(this.#digest(`${base}:secret`)),
      passphrase: this.#digest(`${base}:passphrase`).toString("hex"),
      signer: owner,
      nonce,
      kind,
    });
  }

  derive(signer: string, nonce: number): VenueSession | null {
    return this.#bySlot.get(slotOf(signer.toLowerCase(), nonce, "trading")) ?? null;
  }

  byApiKey(apiKey: string): VenueSession | undefined {
    return this.#byApiKey.get(apiKey);
  }

  authenticate(credentials: {
    readonly apiKey: string;
    readonly secret: string;
    readonly passphrase: string;
  }): VenueSession | undefined {
    const session = this.#byApiKey.get(credentials.apiKey);
    if (session === undefined) return undefined;
    const isSecret = isSameText(plainBase64(session.secret), plainBase64(credentials.secret));
    const isPassphrase = isSameText(session.passphrase, credentials.passphrase);
    return isSecret && isPassphrase ? session : undefined;
  }

  ofSigner(signer: string): readonly VenueSession[] {
    return this.#bySigner.get(signer.toLowerCase()) ?? [];
  }

  remove(apiKey: string): boolean {
    const session = this.#byApiKey.get(apiKey);
    if (session === undefined) return false;
    const { signer, nonce, kind } = session;
    const slot = slotOf(signer, nonce, kind);
    this.#byApiKey.delete(apiKey);
    this.#bySlot.delete(slot);
    this.#removals.set(slot, (this.#removals.get(slot) ?? 0) + 1);
    this.#bySigner.set(
      signer,
      this.ofSigner(signer).filter((held) => held.apiKey !== apiKey),
    );
    return true;
  }

  #add(session: VenueSession): VenueSession {
    const { signer, nonce, kind } = session;
    this.#byApiKey.set(session.apiKey, session);
    this.#bySlot.set(slotOf(signer, nonce, kind), session);
    this.#bySigner.set(signer, [...this.ofSigner(signer), session]);
    return session;
  }

  #digest(text: string): Buffer {
    return createHmac("sha256", this.#seed).update(text).digest();
  }
}

/** True when two texts are equal; the time it takes says nothing about where they differ. */
export function isSameText(left: string, right: string): boolean {
  const leftBytes = Buffer.from(left);
  const rightBytes = Buffer.from(right);
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

/** Key slot: one key per wallet, nonce and kind. */
function slotOf(signer: string, nonce: number, kind: VenueSession["kind"]): string {
  return `${signer}:${nonce}:${kind}`;
}

function plainBase64(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

function base64UrlOf(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** Sixteen bytes as a UUID of version 4. */
function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  const variant = "89ab".charAt((bytes[8] ?? 0) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
