import { describe, expect, it } from "vitest";
import { createSessionStore } from "../../src/gateway/session-store.ts";

const WALLET = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

describe("API keys", () => {
  it("are the same for the same seed, wallet and nonce, and others otherwise", () => {
    const first = createSessionStore({ seed: 7 }).create(WALLET, 0);
    const again = createSessionStore({ seed: 7 }).create(WALLET.toLowerCase(), 0);
    expect(again).toEqual(first);
    const store = createSessionStore({ seed: 7 });
    const keys = [
      store.create(WALLET, 0),
      store.create(WALLET, 1),
      store.create(WALLET, 0, "readonly"),
    ];
    const otherSeed = createSessionStore({ seed: 8 }).create(WALLET, 0);
    expect(new Set([...keys, otherSeed].map((session) => session?.apiKey)).size).toBe(4);
    expect(new Set([...keys, otherSeed].map((session) => session?.secret)).size).toBe(4);
  });

  it("look like the venue's", () => {
    const session = createSessionStore({ seed: 7 }).create(WALLET, 0);
    expect(session?.apiKey).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(session?.secret).toMatch(/^[A-Za-z0-9_-]{43}=$/);
    expect(session?.passphrase).toMatch(/^[0-9a-f]{64}$/);
  });

  it("are made once for a nonce and derived ever after", () => {
    const store = createSessionStore({ seed: 7 });
    expect(store.derive(WALLET, 0)).toBeNull();
    const made = store.create(WALLET, 0);
    expect(store.create(WALLET, 0)).toBeNull();
    expect(store.derive(WALLET, 0)).toEqual(made);
  });

  it("never come back once they are taken away", () => {
    const store = createSessionStore({ seed: 7 });
    const made = store.create(WALLET, 0);
    if (made === null) throw new Error("a key was made");
    expect(store.remove(made.apiKey)).toBe(true);
    expect(store.remove(made.apiKey)).toBe(false);
    expect(store.derive(WALLET, 0)).toBeNull();
    expect(store.authenticate(made)).toBeUndefined();
    expect(store.create(WALLET, 0)?.apiKey).not.toBe(made.apiKey);
    expect(store.ofSigner(WALLET)).toHaveLength(1);
  });

  it("prove themselves by all three parts, in either base64 alphabet", () => {
    const store = createSessionStore({ seed: 7 });
    const made = store.create(WALLET, 0);
    if (made === null) throw new Error("a key was made");
    expect(store.authenticate(made)).toEqual(made);
    const plain = made.secret.replaceAll("-", "+").replaceAll("_", "/");
    expect(store.authenticate({ ...made, secret: plain })).toEqual(made);
    expect(store.authenticate({ ...made, secret: `${made.secret}x` })).toBeUndefined();
    expect(store.authenticate({ ...made, passphrase: "" })).toBeUndefined();
    expect(store.authenticate({ ...made, apiKey: "none" })).toBeUndefined();
  });

  it("do not fill the memory for one wallet", () => {
    const store = createSessionStore({ seed: 7, keysPerSignerMax: 3 });
    const made = [0, 1, 2, 3].map((nonce) => store.create(WALLET, nonce));
    expect(made.map((session) => session !== null)).toEqual([true, true, true, false]);
  });
});
