import { seededDice } from "../harness/seeded-dice.ts";
import { LiveOrders } from "./live-orders.ts";

/** Shape of a tape. */
export interface TapeInput {
  readonly operations: number;
  readonly shape:
    /** 45% passive limit, 40% cancel, 15% marketable IOC, on 99 ticks. */
    | "churn"
    /** 9% limit, 3% IOC, 6% cancel, 82% move around 1,000 live orders, like exchange-core's own. */
    | "moves";
}

/** Codes in {@link OrderTape.kind}. */
export const LIMIT = 0;
export const CANCEL = 1;
export const IOC = 2;
export const MOVE = 3;

/** Operations in columns. Prices are whole cents, 1 to 99. */
export interface OrderTape {
  readonly operations: number;
  readonly kind: Uint8Array;
  /** 0 buy, 1 sell. */
  readonly side: Uint8Array;
  readonly cents: Uint8Array;
  readonly size: Uint32Array;
  /** The order that an operation places or names; ids are texts, as a venue gives them. */
  readonly orderId: readonly string[];
}

const MIDDLE = 50;
const LIVE_TARGET = 1_000;

/**
 * A tape of either shape. Limit orders and moves stay on their side of the middle, so only IOC
 * orders match; nothing else needs to be known about an engine to write one.
 */
export function createOrderTape(input: TapeInput): OrderTape {
  const tape = new TapeWriter(input.operations);
  return input.shape === "churn" ? churn(tape) : moves(tape);
}

/** Cancels name orders never cancelled before; some have been filled, which engines must find out. */
function churn(tape: TapeWriter): OrderTape {
  const { dice } = tape;
  const uncancelled: number[] = [];
  for (let at = 0; at < tape.operations; at += 1) {
    const roll = uncancelled.length === 0 ? 0 : dice();
    if (roll < 0.45) {
      tape.limit(at);
      uncancelled.push(at);
    } else if (roll < 0.85) {
      const place = Math.floor(dice() * uncancelled.length);
      tape.cancel(at, uncancelled[place] ?? 0);
      uncancelled[place] = uncancelled.at(-1) ?? 0;
      uncancelled.pop();
    } else tape.immediate(at, 700);
  }
  return tape;
}

/** Cancels and moves name live orders; their number is held near its target. */
function moves(tape: TapeWriter): OrderTape {
  const { dice } = tape;
  const live = new LiveOrders();
  for (let at = 0; at < tape.operations; at += 1) {
    const roll = live.count < LIVE_TARGET * 0.9 ? 0 : dice();
    if (roll < 0.09) {
      tape.limit(at);
      live.add(at, tape.side[at] ?? 0, tape.cents[at] ?? 0, tape.size[at] ?? 0);
    } else if (roll < 0.12) {
      tape.immediate(at, 1_000);
      live.take(tape.side[at] === 0 ? 1 : 0, tape.size[at] ?? 0);
    } else if (roll < 0.18) {
      const named = live.pick(dice);
      tape.cancel(at, named);
      live.remove(named);
    } else {
      const named = live.pick(dice);
      tape.move(at, named);
      live.move(named, tape.cents[at] ?? 0);
    }
  }
  return tape;
}

class TapeWriter implements OrderTape {
  readonly operations: number;
  readonly dice = seededDice(17);
  readonly kind: Uint8Array;
  readonly side: Uint8Array;
  readonly cents: Uint8Array;
  readonly size: Uint32Array;
  readonly orderId: string[] = [];

  constructor(operations: number) {
    this.operations = operations;
    this.kind = new Uint8Array(operations);
    this.side = new Uint8Array(operations);
    this.cents = new Uint8Array(operations);
    this.size = new Uint32Array(operations);
  }

  limit(at: number): void {
    const side = this.dice() < 0.5 ? 0 : 1;
    this.kind[at] = LIMIT;
    this.side[at] = side;
    this.cents[at] = this.#passivePrice(side);
    this.size[at] = 1 + Math.floor(this.dice() * 1_000);
    this.orderId.push(venueId(at));
  }

  immediate(at: number, sizeMax: number): void {
    const side = this.dice() < 0.5 ? 0 : 1;
    this.kind[at] = IOC;
    this.side[at] = side;
    this.cents[at] = side === 0 ? 99 : 1;
    this.size[at] = 1 + Math.floor(this.dice() * sizeMax);
    this.orderId.push(venueId(at));
  }

  cancel(at: number, named: number): void {
    this.kind[at] = CANCEL;
    this.orderId.push(this.orderId[named] ?? "");
  }

  move(at: number, named: number): void {
    const side = this.side[named] ?? 0;
    this.kind[at] = MOVE;
    this.side[at] = side;
    this.cents[at] = this.#passivePrice(side);
    this.orderId.push(this.orderId[named] ?? "");
  }

  /** On the own side of the middle, most often near it. */
  #passivePrice(side: number): number {
    const distance = 1 + Math.floor(this.dice() * this.dice() * (MIDDLE - 1));
    return side === 0 ? MIDDLE - distance : MIDDLE + distance;
  }
}

/** 34 characters that look like a digest, as distinct as their number, in one piece as if received. */
function venueId(at: number): string {
  const hash = (Math.imul(at + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, "0");
  const text = `0x${hash}${hash}${hash}${at.toString(16).padStart(8, "0")}`;
  return Buffer.from(text, "latin1").toString("latin1");
}
