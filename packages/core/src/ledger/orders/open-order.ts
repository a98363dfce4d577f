import { notionalMicroUsd } from "../../domain/notional.ts";
import type { MicroShares, MicroUsd } from "../../domain/units.ts";
import { shareUp } from "../amounts/exact-ratio.ts";
import type { OrderReserved } from "../ledger-entry.ts";

/** What an order was promised for and how much of it is still open. */
export class OpenOrder {
  readonly reserved: OrderReserved;
  /** Micro-shares of all fills seen, failed ones too: a failed fill does not open the order again. */
  filledSize: MicroShares = 0;
  /** Micro-shares of the fills that have not failed. */
  keptSize: MicroShares = 0;
  /** Notional of the fills that have not failed. */
  keptNotional: MicroUsd = 0;
  /** Micro-shares filled in the end, once the order is over; `null` while it is open. */
  endSize: MicroShares | null = null;

  constructor(reserved: OrderReserved) {
    this.reserved = reserved;
  }

  /** Micro-shares that may still be filled, or are filled without their fills having been seen. */
  get openSize(): MicroShares {
    return Math.max(0, (this.endSize ?? this.reserved.size) - this.filledSize);
  }

  /** Money a purchase still promises, fees excluded. */
  get openNotional(): MicroUsd {
    if (this.reserved.side === "SELL") return 0;
    return notionalMicroUsd(this.reserved.price, this.openSize, "up");
  }

  /** Fees that may still come with a purchase. */
  get openFee(): MicroUsd {
    const { side, size, feeMicroUsdMax } = this.reserved;
    return side === "SELL" ? 0 : shareUp(feeMicroUsdMax, this.openSize, size);
  }

  get isOver(): boolean {
    return this.openSize === 0;
  }
}
