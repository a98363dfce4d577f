import type { EpochMs, MicroShares, MicroUsd } from "../../domain/units.ts";
import type { HeldPosition, LedgerPort, PeakMode } from "../../ports/ledger-port.ts";
import type { LedgerPosition } from "./ledger-figures.ts";
import type { LedgerView } from "./ledger-view.ts";

/** The kernel's clock, and when the books were last found equal to the venue. */
export interface LedgerPortClock {
  nowMs(): EpochMs;
  reconciledAtMs(): EpochMs | null;
}

/** The ledger as bots read it. Each figure is read when it is asked for; none of them walks positions. */
export function ledgerPortOf(view: LedgerView, clock: LedgerPortClock): LedgerPort {
  return new ViewPort(view, clock);
}

class ViewPort implements LedgerPort {
  readonly #view: LedgerView;
  readonly #clock: LedgerPortClock;
  /** Made once after each change; guards look at them for every intent. */
  #positions: readonly HeldPosition[] = Object.freeze([]);
  #positionsAt = -1;

  constructor(view: LedgerView, clock: LedgerPortClock) {
    this.#view = view;
    this.#clock = clock;
    Object.freeze(this);
  }

  get cashMicroUsd(): MicroUsd {
    return this.#view.cashMicroUsd;
  }
  get redeemableMicroUsd(): MicroUsd {
    return this.#view.redeemableMicroUsd;
  }
  get inFlightMicroUsd(): MicroUsd {
    return this.#view.inFlightMicroUsd;
  }
  get reservedMicroUsd(): MicroUsd {
    return this.#view.reservedBuysMicroUsd;
  }
  get availableMicroUsd(): MicroUsd {
    return this.#view.availableCashMicroUsd;
  }
  get effectiveEquityMicroUsd(): MicroUsd {
    const { cashMicroUsd, redeemableMicroUsd, inFlightMicroUsd } = this.#view;
    return cashMicroUsd + redeemableMicroUsd + inFlightMicroUsd;
  }
  get startEquityMicroUsd(): MicroUsd {
    return this.#view.contributedMicroUsd;
  }
  get exposureMicroUsd(): MicroUsd {
    return this.#view.exposureMicroUsd;
  }
  get openPositionCount(): number {
    return this.#view.openPositionCount;
  }
  get dailyVolumeMicroUsd(): MicroUsd {
    return this.#view.dailyVolumeMicroUsd(this.#clock.nowMs());
  }
  get reconciledAtMs(): EpochMs | null {
    return this.#clock.reconciledAtMs();
  }

  peakCashMicroUsd(mode: PeakMode): MicroUsd {
    return this.#view.peakCashMicroUsd(mode, this.#clock.nowMs());
  }
  marketExposureMicroUsd(marketId: string): MicroUsd {
    return this.#view.marketExposureMicroUsd(marketId);
  }
  marketReservedMicroUsd(marketId: string): MicroUsd {
    return this.#view.marketReservedBuysMicroUsd(marketId);
  }
  sellableSize(tokenId: string): MicroShares {
    return this.#view.sellableSize(tokenId);
  }
  lastFillAtMs(marketId: string): EpochMs | null {
    return this.#view.lastFillAtMs(marketId);
  }

  position(tokenId: string): HeldPosition | undefined {
    if (this.#view.heldSize(tokenId) <= 0) return undefined;
    const position = this.#view.position(tokenId);
    return position === null ? undefined : heldOf(position);
  }

  positions(): readonly HeldPosition[] {
    const view = this.#view;
    if (this.#positionsAt === view.positionChangeCount) return this.#positions;
    this.#positionsAt = view.positionChangeCount;
    this.#positions = Object.freeze(
      view
        .positions()
        .filter(({ size }) => size > 0)
        .map((position) => heldOf(position)),
    );
    return this.#positions;
  }
}

function heldOf(position: LedgerPosition): HeldPosition {
  const { marketId, tokenId, size, costMicroUsd, averagePrice } = position;
  const { feesMicroUsd, realizedPnlMicroUsd } = position;
  return Object.freeze({
    marketId,
    tokenId,
    size,
    costMicroUsd,
    averagePrice,
    feesMicroUsd,
    realizedPnlMicroUsd,
  });
}
