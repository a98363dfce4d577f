import type { Round } from "../harness/benchmark.ts";
import { quantile } from "../harness/statistics.ts";
import { FrameCounter } from "./frame-counter.ts";
import { RequestSender } from "./request-sender.ts";
import { ServerProcess } from "./server-process.ts";
import { RequestTape } from "./request-tape.ts";
import { addFirstRequests, addRequests, makeWallets } from "./signed-requests.ts";

/** A load on one server. */
export interface LoadInput {
  /** Module of the server's process, relative to the benchmarks folder. */
  readonly server: string;
  readonly markets: number;
  readonly clients: number;
  readonly ordersPerSecond: number;
  readonly seconds: number;
  /** Clients that stop reading; they are not among the counted ones. */
  readonly slowClients: number;
}

const WALLETS = 20;
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 3;
const PAUSE_SECONDS = 8;

/** This process makes the load; the server is in another one. */
export async function prepare(input: LoadInput): Promise<Round> {
  const server = new ServerProcess(input.server);
  const ready = await server.start({ markets: input.markets, wallets: makeWallets(WALLETS) });
  const tokenIds = ready.tokenIds.flat();
  const { ordersPerSecond, seconds } = input;
  const first = new RequestTape();
  addFirstRequests(first, ready);
  addRequests(first, ready, ordersPerSecond * WARM_UP_SECONDS, 1);
  const half = Math.floor((ordersPerSecond * seconds) / 2);
  const requests = new RequestTape();
  addRequests(requests, ready, half * 2, 2);
  // Only now: the server does not keep connections that say nothing while orders are signed.
  const sender = new RequestSender();
  await sender.open(ready.port, CONNECTIONS);
  const clients = await Promise.all(
    Array.from({ length: input.clients }, () => FrameCounter.open(ready.port, tokenIds)),
  );
  await sender.send(first, ordersPerSecond);
  const slow = await Promise.all(
    Array.from({ length: input.slowClients }, () => FrameCounter.open(ready.port, tokenIds)),
  );
  return async () => {
    sender.latenciesMs.length = 0;
    sender.refusals.clear();
    const stopPausing = pauseAll(slow);
    const before = receivedBy(clients);
    const atStart = await server.sample();
    const startedAtMs = performance.now();
    await sender.send(requests, ordersPerSecond, 0, half);
    const inMiddle = await server.sample();
    await sender.send(requests, ordersPerSecond, half);
    const atEnd = await server.sample();
    const elapsedSeconds = (performance.now() - startedAtMs) / 1_000;
    const after = receivedBy(clients);
    stopPausing();
    await new Promise((wake) => setTimeout(wake, 2_000));
    const figures = {
      "answered/s": sender.latenciesMs.length / elapsedSeconds,
      "p50 ms": quantile(sender.latenciesMs, 0.5),
      "p99 ms": quantile(sender.latenciesMs, 0.99),
      "p99 ms of the middle second": p99OfMiddleSecond(sender.latenciesMs, ordersPerSecond),
      "worst ms": quantile(sender.latenciesMs, 1),
      refused: [...sender.refusals.values()].reduce((sum, count) => sum + count, 0),
      "frames delivered/s": (after.frames - before.frames) / elapsedSeconds,
      "received MB/s": (after.bytes - before.bytes) / 1_048_576 / elapsedSeconds,
      "server's processor": (inMiddle.processorShare + atEnd.processorShare) / 2,
      "RSS start MB": atStart.residentMb,
      "RSS middle MB": inMiddle.residentMb,
      "RSS end MB": atEnd.residentMb,
      "heap end MB": atEnd.heapMb,
      "slow readers dropped": slow.filter(({ isClosed }) => isClosed).length,
      "of them told 1013": slow.filter(({ closeCode }) => closeCode === 1013).length,
      "clients lost": clients.filter(({ isClosed }) => isClosed).length,
    };
    for (const [reason, count] of sender.refusals) {
      process.stderr.write(`refused ${count} times: ${reason}\n`);
    }
    for (const client of [...clients, ...slow]) client.close();
    sender.close();
    server.stop();
    return { operations: sender.latenciesMs.length, checksum: "answered", figures };
  };
}

/** Half of all seconds were better: what others do on the machine for a while does not count. */
function p99OfMiddleSecond(latenciesMs: readonly number[], perSecond: number): number {
  const seconds: number[] = [];
  for (let at = 0; at + perSecond <= latenciesMs.length; at += perSecond) {
    seconds.push(quantile(latenciesMs.slice(at, at + perSecond), 0.99));
  }
  return quantile(seconds, 0.5);
}

/**
 * Lets clients stop reading. Half of them look again after a while and should be told why they have
 * been dropped; the others only when the answered function is called.
 */
function pauseAll(clients: readonly FrameCounter[]): () => void {
  for (const client of clients) client.pause();
  const timer = setTimeout(() => {
    for (const client of clients.slice(0, clients.length / 2)) client.resume();
  }, PAUSE_SECONDS * 1_000);
  return () => {
    clearTimeout(timer);
    for (const client of clients) client.resume();
  };
}

function receivedBy(clients: readonly FrameCounter[]): { frames: number; bytes: number } {
  const total = { frames: 0, bytes: 0 };
  for (const { frames, bytes } of clients) {
    total.frames += frames;
    total.bytes += bytes;
  }
  return total;
}
