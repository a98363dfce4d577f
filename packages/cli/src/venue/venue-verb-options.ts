/** Where to listen. */
export interface ListenPlace {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** Options of `polytraders venue`. */
export interface VenueVerbOptions {
  readonly listen: ListenPlace;
  readonly markets?: string;
  readonly data?: readonly string[];
  readonly speed: number;
  readonly faults?: string;
  readonly seed: number;
  readonly chain: 137 | 80_002;
  readonly rateLimits?: true;
  readonly controlToken?: string;
  readonly controlListen?: ListenPlace;
  readonly cache: string;
  readonly json?: true;
}
