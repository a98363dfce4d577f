/** Whether a signal pays for its costs. Everything in USD per share. */
export interface SignalScore {
  /** Fee, slippage and the profit asked for. */
  readonly hurdle: number;
  /** Spread above the hurdle. */
  readonly net: number;
  readonly isAccepted: boolean;
  /** `1 - e^(-net / hurdle)`, in [0, 1); 0 when not accepted. */
  readonly score: number;
}

/**
 * Accepts a signal whose spread exceeds its costs strictly.
 *
 * @param signal.spread - fair value less executable price, or 1 less the asks of a complete set
 */
export function signalScore(signal: {
  readonly spread: number;
  readonly fee: number;
  readonly slippage: number;
  readonly profitMin: number;
}): SignalScore {
  const hurdle = signal.fee + signal.slippage + signal.profitMin;
  const net = signal.spread - hurdle;
  const isAccepted = net > 1e-12;
  return { hurdle, net, isAccepted, score: isAccepted ? 1 - Math.exp(-net / hurdle) : 0 };
}
