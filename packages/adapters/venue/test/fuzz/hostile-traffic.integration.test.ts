import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenHttp } from "./broken-http.ts";
import { Dice } from "./dice.ts";
import { leakIn, serveFuzzedVenue, type FuzzedVenue } from "./fuzzed-venue.ts";
import { HonestTrading } from "./honest-trading.ts";
import { HttpWire, sendAndEnd } from "./http-wire.ts";
import { materialsOf } from "./materials.ts";
import { mutantCommand } from "./mutant-commands.ts";
import { brokenFrames, mutantMessage, OPENING, type Channel } from "./mutant-frames.ts";
import { mutantRequest, type Materials } from "./mutant-requests.ts";
import {
  checkQuiet,
  failure,
  Histogram,
  inParallel,
  indicesOf,
  isWhole,
  problemOf,
  SEED,
} from "./mutant-run.ts";
import { frameOf, WebSocketWire } from "./websocket-wire.ts";

/** Mutants between two looks at the whole state. */
const BATCH = 500;

let served: FuzzedVenue;
let materials: Materials;
let trading: HonestTrading;
const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);

beforeAll(async () => {
  process.on("unhandledRejection", onRejection);
  served = await serveFuzzedVenue({ channelLimits: { closeMsMax: 300 } });
  materials = await materialsOf(SEED);
  trading = new HonestTrading(served);
});

afterAll(async () => {
  process.off("unhandledRejection", onRejection);
  await served.server.close();
});

/** Runs mutants in batches; after each the state must be as expected and honest clients must be served. */
async function runBatches<Worker>(
  kind: string,
  count: number,
  workers: readonly Worker[],
  run: (worker: Worker, index: number) => Promise<void>,
): Promise<number> {
  const indices = indicesOf(kind, count);
  for (let at = 0; at < indices.length; at += BATCH) {
    const batch = indices.slice(at, at + BATCH);
    const rounds = trading.round();
    await inParallel(workers, batch, run);
    await rounds;
    checkQuiet(served, `in the ${kind} mutants ${batch[0]} to ${batch.at(-1)} of seed ${SEED}`);
    if ((at / BATCH) % 10 === 9) await passTime();
  }
  return indices.length;
}

/** What changes with time is no mutant's doing. */
async function passTime(): Promise<void> {
  await trading.passTime(1_000);
  await trading.round();
}

let total = 0;

function report(kind: string, count: number, startedMs: number, answers: Histogram): void {
  total += count;
  const seconds = (performance.now() - startedMs) / 1_000;
  const rate = Math.round(count / seconds);
  process.stdout.write(
    `fuzz, seed ${SEED}: ${count} ${kind} over sockets in ${seconds.toFixed(1)} s (${rate}/s); ${answers.toString()}\n`,
  );
}

describe("hostile traffic", () => {
  it("of mutated requests is answered in the venue's way and changes nothing it refuses", async () => {
    const answers = new Histogram();
    const startedMs = performance.now();
    const wires = Array.from({ length: 32 }, () => new HttpWire(served.server.addresses.http));
    const count = await runBatches("request", 60_000, wires, async (wire, index) => {
      const { method, bytes } = mutantRequest(new Dice(SEED, `request ${index}`), materials);
      const answer = await wire.ask(bytes, method);
      answers.add(answer.status);
      const mayHoldSecret = answer.status === 200 && bytes.includes("/auth/");
      const problem = problemOf(answer, served, mayHoldSecret);
      if (problem !== null) throw failure("request", index, problem, bytes.toString("latin1"));
    });
    for (const wire of wires) wire.close();
    report("mutated requests", count, startedMs, answers);
    expect(rejections).toEqual([]);
  });

  it("of bytes that are no proper HTTP ends with the connection", async () => {
    const answers = new Histogram();
    const startedMs = performance.now();
    const workers = Array.from({ length: 16 }, (_, at) => at);
    const count = await runBatches("bytes", 7_000, workers, async (_worker, index) => {
      const parts = brokenHttp(new Dice(SEED, `bytes ${index}`), materials);
      const heard = await sendAndEnd(served.server.addresses.http, parts);
      const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) =>
        Number(status),
      );
      for (const status of statuses) answers.add(status);
      if (statuses.length === 0) answers.add("hung up");
      const leak = leakIn(heard, served);
      const sent = Buffer.concat(parts).toString("latin1");
      const isKeyMade = sent.includes("/auth/") && statuses.includes(200);
      if (leak !== null && !(leak === "a secret" && isKeyMade))
        throw failure("bytes", index, `leaked ${leak}: ${heard.slice(0, 500)}`, sent);
      if (statuses.some((status) => status >= 500))
        throw failure("bytes", index, heard.slice(0, 500), sent);
    });
    report("torn, smuggled and piped requests", count, startedMs, answers);
    expect(rejections).toEqual([]);
  });

  it("of mutated messages leaves both channels alive", async () => {
    const answers = new Histogram();
    const startedMs = performance.now();
    const speakers = Array.from(
      { length: 24 },
      (_, at) => new Speaker(at % 3 === 2 ? "user" : "market"),
    );
    const count = await runBatches("message", 26_000, speakers, async (speaker, index) => {
      const dice = new Dice(SEED, `message ${index}`);
      const frames = mutantMessage(dice, speaker.channel);
      const heard = await speaker.say(frames, dice.chance(0.2));
      answers.add(heard.name);
      if (heard.problem !== null)
        throw failure("message", index, heard.problem, frames.toString("latin1"));
    });
    for (const speaker of speakers) speaker.end();
    report("mutated channel messages", count, startedMs, answers);
    expect(rejections).toEqual([]);
  });

  it("of broken frames ends with their connection", async () => {
    const answers = new Histogram();
    const startedMs = performance.now();
    const workers = Array.from({ length: 24 }, (_, at) => at);
    const count = await runBatches("frame", 7_000, workers, async (worker, index) => {
      const channel: Channel = worker % 3 === 2 ? "user" : "market";
      const dice = new Dice(SEED, `frame ${index}`);
      const frames = brokenFrames(dice, channel);
      const wire = new WebSocketWire(addressOf(channel));
      if (dice.chance(0.5)) wire.write(frameOf(0x1, Buffer.from(OPENING[channel])));
      wire.write(frames);
      wire.end();
      await wire.until(() => false);
      answers.add(wire.closeCode ?? "hung up");
      const problem = problemOfWire(wire);
      if (problem !== null) throw failure("frame", index, problem, frames.toString("latin1"));
    });
    report("broken frames", count, startedMs, answers);
    expect(rejections).toEqual([]);
  });
});

describe("hostile commands", () => {
  it("to the control port are answered and change nothing they are refused", async () => {
    const alone = await serveFuzzedVenue();
    const answers = new Histogram();
    const startedMs = performance.now();
    const wire = new HttpWire(alone.server.addresses.control ?? "");
    const indices = indicesOf("command", 4_000);
    for (const index of indices) {
      const { method, bytes } = mutantCommand(new Dice(SEED, `command ${index}`));
      const stateOf = (): string => `${alone.fingerprint()} ${alone.server.pacer.speed}`;
      const before = stateOf();
      const answer = await wire.ask(bytes, method);
      answers.add(answer.status);
      const sent = bytes.toString("latin1");
      const problem = problemOf(answer, alone, false);
      if (problem !== null) throw failure("command", index, problem, sent);
      if (answer.status === 200) alone.server.pacer.setSpeed(0);
      else if (stateOf() !== before)
        throw failure("command", index, `changed something, answering ${answer.text}`, sent);
      // What was accepted must not spoil what is read.
      if (index % 25 === 24) await checkReadable(alone, index, sent);
      if (alone.defects.length > 0) throw failure("command", index, String(alone.defects[0]), sent);
    }
    wire.close();
    await alone.server.close();
    alone.venue.exchange.audit();
    report("control commands", indices.length, startedMs, answers);
    expect(rejections).toEqual([]);
  });
});

it("leaves the venue sound and trading", async () => {
  await trading.round();
  served.venue.exchange.audit();
  expect(served.defects).toEqual([]);
  if (isWhole) expect(total).toBeGreaterThanOrEqual(100_000);
  process.stdout.write(
    `fuzz, seed ${SEED}: ${total} mutants, all over real sockets; ${trading.roundCount} trades of honest clients meanwhile\n`,
  );
});

const PAGES = [
  "/markets",
  "/gamma/markets?limit=500",
  "/gamma/events?limit=500",
  "/sampling-markets",
];

async function checkReadable(alone: FuzzedVenue, index: number, sent: string): Promise<void> {
  for (const page of PAGES) {
    const { status } = await fetch(`${alone.server.addresses.http}${page}`);
    if (status !== 200) throw failure("command", index, `${page} answers ${status}`, sent);
  }
}

function addressOf(channel: Channel): string {
  const { wsMarket, wsUser } = served.server.addresses;
  return channel === "market" ? wsMarket : wsUser;
}

/** Codes with which the channels, the protocol itself, or an echo end a connection. */
const CLOSE_CODES = new Set([1_000, 1_002, 1_003, 1_005, 1_007, 1_008, 1_009, 1_013, 4_000]);
const CLOSE_REASONS = new Set([
  "",
  "invalid subscription payload",
  "invalid auth",
  "no subscription",
  "slow reader",
]);

function problemOfWire(wire: WebSocketWire): string | null {
  for (const text of wire.texts) {
    const leak = leakIn(text, served);
    if (leak !== null) return `leaked ${leak}: ${text.slice(0, 300)}`;
    if (!/^[[{]|^NO NEW ASSETS$|^INVALID OPERATION$/.test(text))
      return `said ${text.slice(0, 300)}`;
  }
  if (wire.closeCode === undefined) return null;
  if (!CLOSE_CODES.has(wire.closeCode)) return `closed with ${wire.closeCode}`;
  const isEcho = /^r*$/.test(wire.closeReason);
  return isEcho || CLOSE_REASONS.has(wire.closeReason) ? null : `closed saying ${wire.closeReason}`;
}

/** One connection to a channel, made anew when the venue has closed it. */
class Speaker {
  readonly channel: Channel;
  #wire: WebSocketWire | undefined;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  /** @param isFirst - says it as the first thing on a new connection */
  async say(frames: Buffer, isFirst: boolean): Promise<{ name: string; problem: string | null }> {
    const wire = this.#wireFor(isFirst);
    await wire.say(frames);
    const problem = problemOfWire(wire);
    const name = wire.isClosed
      ? String(wire.closeCode ?? "hung up")
      : (wire.texts.at(-1) ?? "silence").slice(0, 17);
    wire.texts = [];
    return { name: name.startsWith("[") || name.startsWith("{") ? "news" : name, problem };
  }

  end(): void {
    this.#wire?.destroy();
  }

  #wireFor(isFirst: boolean): WebSocketWire {
    if (this.#wire !== undefined && !this.#wire.isClosed && !isFirst) return this.#wire;
    this.#wire?.destroy();
    this.#wire = new WebSocketWire(addressOf(this.channel));
    if (!isFirst) this.#wire.write(frameOf(0x1, Buffer.from(OPENING[this.channel])));
    return this.#wire;
  }
}
