import { openKernelJournal, readKernelJournal } from "@polytraders/adapter-sqlite";
import {
  CORE_VERSION,
  createBatch,
  createSeededRandom,
  defineBot,
  defineContract,
  RowFlag,
  RowKind,
  RowSide,
  Runtime,
  z,
  type BotDefinition,
  type KernelJournal,
  type LoadedBot,
  type MarketDataBatch,
  type OperatorCommand,
  type OrderGateway,
} from "@polytraders/core";
import { replayJournal } from "../../src/journal/replay-journal.ts";
import { CrashVenue } from "./crash-venue.ts";

/** Files and seed of a run that may be killed. */
export interface CrashFiles {
  readonly journal: string;
  readonly venue: string;
  readonly seed: number;
}

/** What a run has come to. */
export interface CrashEnd {
  readonly stateHash: string;
  readonly events: number;
  /** Orders that reached the venue more than once. */
  readonly sentTwice: readonly string[];
  readonly sent: readonly string[];
  /** Whether the halt acted, and was lifted again. */
  readonly isHaltSeen: boolean;
}

const FRAMES = 10;
const ROWS_PER_FRAME = 3;
const START_MS = 1_790_000_000_000;
const MARKET = "0xaa";

interface Types {
  readonly authority: "trade";
  readonly parameters: object;
  readonly reasonCode: "STRAT_WISH";
  readonly emits: object;
  readonly consumes: object;
}

/** Two orders at most frames; every other time the order before is taken back. Pauses after a fill. */
function strategy(seed: number): BotDefinition {
  const text = "Trades so that a crash has something to break.";
  const contract = defineContract<Types>({
    manifest: {
      schemaVersion: 1,
      botId: "strat.crasher",
      number: null,
      name: "crasher",
      purpose: text,
      version: "1.0.0",
      contractVersion: "1.0.0",
      specHash: "none",
      coreRange: `^${CORE_VERSION}`,
      layer: "strategy",
      authority: "trade",
      aliases: [],
      modes: ["off", "enforced"],
      defaultMode: "enforced",
      ports: ["intents", "random"],
      requires: [],
      consumes: [
        { topic: "order_book", kind: null, isRequired: true, ageMsMax: null },
        { topic: "fill", kind: null, isRequired: false, ageMsMax: null },
      ],
      emits: [{ contract: "OrderIntent", kind: null, unit: null }],
      parameters: {},
      reasonCodes: {
        STRAT_WISH: { severity: "INFO", meaning: text, action: "None.", userMessage: text },
      },
      metrics: [],
      callTimeoutMs: 60_000,
      queueCapacity: 1_024,
      deduplicationWindowMs: 0,
      idempotencyKey: ["marketId", "timeMs"],
      stateTtlMs: 0,
      docsScore: 0,
    },
    parametersSchema: z.strictObject({}),
    emitsSchemas: {},
    consumesSchemas: {},
  });
  return defineBot(contract, ({ intents, random }) => ({
    perMarket: () => {
      let frame = 0;
      let restsUntilFrame = 0;
      let lastId: string | null = null;
      return {
        onFill: () => {
          // A cooldown: the next frame is let pass.
          restsUntilFrame = frame + 2;
          return null;
        },
        onOrderBook: () => {
          frame += 1;
          const roll = random.next();
          if (frame < restsUntilFrame || roll < 0.1) return;
          if (lastId !== null && roll < 0.6) intents.cancel(lastId);
          for (const step of [1, 2]) {
            const price = 3_000 + 100 * Math.floor(10 * random.next()) + seed;
            const intent = {
              tokenId: "1001",
              side: "BUY",
              price: 100 * Math.floor(price / 100),
              size: 5_000_000 * step,
              timeInForce: "GTC",
            };
            lastId = intents.propose({ intent, reasonCode: "STRAT_WISH" })?.orderId ?? lastId;
          }
        },
      };
    },
  })) as BotDefinition;
}

function createCrashRuntime(
  seed: number,
  { journal, gateway }: { readonly journal: KernelJournal; readonly gateway: OrderGateway },
): Runtime {
  const definition = strategy(seed);
  const { manifest } = definition.contract;
  const bot: LoadedBot = { definition, manifest, reference: "crasher", file: "crasher" };
  return new Runtime({
    markets: [
      {
        marketId: MARKET,
        slug: "crash",
        tokenIds: ["1001", "1002"],
        outcomes: ["Yes", "No"],
        tickSize: 100,
        minimumOrderSize: 1_000_000,
        isNegRisk: false,
      },
    ],
    bots: [{ bot, configuration: {} }],
    configVersion: "crash",
    seed,
    stopwatch: { nowMs: () => 0 },
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: () => undefined,
    trading: { gateway, balanceCheckMs: null },
    risk: { waitsForVotes: true },
    journal,
  });
}

/** Commands in front of a frame: a halt that latches, and the operator who lifts it. */
const COMMANDS: ReadonlyMap<number, OperatorCommand["command"] & ("halt" | "reset_halt")> = new Map(
  [
    [5, "halt"],
    [7, "reset_halt"],
  ],
);

function commandOf(command: "enable_trading" | "halt" | "reset_halt"): OperatorCommand {
  return {
    schemaVersion: 1,
    command,
    commandId: command,
    operator: "ann",
    reason: "a test of crashes",
    atMs: START_MS,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  };
}

function frameOf(seed: number, frame: number): MarketDataBatch {
  const random = createSeededRandom(1_000 * seed + frame, "frames");
  const batch = createBatch(ROWS_PER_FRAME);
  batch.length = ROWS_PER_FRAME;
  const timeMs = START_MS + 1_000 * frame;
  for (let row = 0; row < ROWS_PER_FRAME; row += 1) {
    batch.timeMs[row] = timeMs;
    batch.exchangeTimeMs[row] = timeMs;
    batch.kind[row] = row === 0 ? RowKind.BookStart : RowKind.Level;
    batch.side[row] = row === 2 ? RowSide.Ask : RowSide.Bid;
    batch.price[row] = row === 0 ? 0 : row === 1 ? 4_900 : 5_100;
    batch.size[row] = row === 0 ? 0 : 1_000_000 * (100 + Math.floor(50 * random.next()));
  }
  batch.flags[ROWS_PER_FRAME - 1] = RowFlag.FrameEnd;
  return batch;
}

/** Lives from where a runtime stands to the last frame. */
function live(runtime: Runtime, venue: CrashVenue, seed: number, alreadyHeard: number): void {
  let heard = alreadyHeard;
  const listen = (): void => {
    for (; heard < venue.said.length; heard += 1) {
      const report = venue.said[heard];
      if (report !== undefined) runtime.report(report);
    }
  };
  const { kernel } = runtime;
  const give = (command: OperatorCommand): void => {
    if (!kernel.commandIds.includes(command.commandId)) runtime.command(command);
  };
  if (runtime.desk?.ledgerPort.cashMicroUsd === 0) {
    runtime.report({
      schemaVersion: 1,
      kind: "cash_transferred",
      exchangeTimeMs: START_MS,
      operationId: "deposit",
      amountMicroUsd: 1_000_000_000,
    });
  }
  give(commandOf("enable_trading"));
  listen();
  for (let frame = kernel.rowCount / ROWS_PER_FRAME; frame < FRAMES; frame += 1) {
    const command = COMMANDS.get(frame);
    if (command !== undefined) give(commandOf(command));
    listen();
    runtime.apply(frameOf(seed, frame));
    listen();
  }
}

/** Ports around which a process can be killed, each call with a point before and one behind it. */
export type Surround = <T extends object>(ports: T) => T;

/** The first life of a run; it may not end. */
export function firstLife(
  { journal: file, venue: venueFile, seed }: CrashFiles,
  surround: Surround,
): CrashEnd {
  const venue = new CrashVenue(venueFile);
  const journal = openKernelJournal(file, { keepsRows: true });
  const runtime = createCrashRuntime(seed, {
    journal: surround<KernelJournal>(portsOf(journal)),
    gateway: surround<OrderGateway>(portsOfVenue(venue)),
  });
  live(runtime, venue, seed, 0);
  journal.close();
  return endOf(runtime, venue);
}

/** The life after a crash: the journal is replayed, and the run goes on from there. */
export async function secondLife({
  journal: file,
  venue: venueFile,
  seed,
}: CrashFiles): Promise<CrashEnd> {
  const venue = new CrashVenue(venueFile);
  const reader = readKernelJournal(file);
  const result = await replayJournal({
    journal: reader,
    createRuntime: (parts) => createCrashRuntime(seed, parts),
    venueOrderIdOf: (placement) => venue.venueOrderIdOf(placement),
  });
  reader.close();
  if (result.divergence !== null) throw new Error(JSON.stringify(result.divergence));
  const { runtime, counts } = result;
  const heard = Math.max(0, counts.reports - 1);
  const journal = openKernelJournal(file, { keepsRows: true });
  result.resume({ journal, gateway: venue });
  live(runtime, venue, seed, heard);
  journal.close();
  return endOf(runtime, venue);
}

/** Replays a whole journal. @returns the state hash it ends with */
export async function replayedHash({ journal: file, seed }: CrashFiles): Promise<string> {
  const journal = readKernelJournal(file);
  const result = await replayJournal({
    journal,
    createRuntime: (parts) => createCrashRuntime(seed, parts),
  });
  journal.close();
  if (result.divergence !== null) throw new Error(JSON.stringify(result.divergence));
  return result.stateHash;
}

function endOf({ kernel, risk }: Runtime, venue: CrashVenue): CrashEnd {
  return {
    stateHash: kernel.stateHash,
    events: kernel.sequence,
    sentTwice: [...venue.received].filter(([, count]) => count !== 1).map(([id]) => id),
    sent: [...venue.received.keys()],
    isHaltSeen:
      kernel.commandIds.includes("halt") && risk.barrier.find("strat.crasher", MARKET) === null,
  };
}

function portsOf(journal: KernelJournal): KernelJournal {
  return {
    rows: (batch) => journal.rows(batch),
    time: (timeMs) => journal.time(timeMs),
    report: (report) => journal.report(report),
    command: (command) => journal.command(command),
    placement: (placement) => journal.placement(placement),
    cancellation: (request) => journal.cancellation(request),
    request: (kind, subjectId) => journal.request(kind, subjectId),
    checkpoint: (sequence, hash) => journal.checkpoint(sequence, hash),
    sync: () => journal.sync(),
  };
}

function portsOfVenue(venue: CrashVenue): OrderGateway {
  return {
    venueOrderIdOf: (placement) => venue.venueOrderIdOf(placement),
    place: (placement) => venue.place(placement),
    cancel: (request) => venue.cancel(request),
    reconcile: (venueOrderId) => venue.reconcile(venueOrderId),
    redeem: () => undefined,
    checkBalances: () => undefined,
  };
}
