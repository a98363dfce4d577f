/** How one kind of maker quotes. Prices in units of 0.0001, at a probability of one half. */
export interface MakerStyle {
  readonly halfSpreadUnits: number;
  readonly levels: number;
  readonly levelSpacingUnits: number;
  readonly sizeShares: number;
  /** Mean time between two looks at the market. */
  readonly refreshMs: number;
  /** Mean time until a hit quote is filled up again. */
  readonly replenishMs: number;
  /** Probability of pulling all quotes when news or a halt comes. */
  readonly nervousness: number;
  /** Mean time away after pulling. */
  readonly awayMs: number;
}

/** The character of one market. */
export interface MarketProfile {
  /** Last part of the slug. */
  readonly name: string;
  /** Probability of the first outcome at the start. */
  readonly openingProbability: number;
  /** Size of one fair-value move per quarter second, see `FairValue.move`. */
  readonly volatility: number;
  /** Mean time between news, 0 for none. */
  readonly newsIntervalMs: number;
  /** Largest fair-value move by one piece of news. */
  readonly newsMoveMax: number;
  readonly haltCount: number;
  /** Mean time between trades that follow no information. */
  readonly noiseTradeMs: number;
  /** Mean time between looks of the traders who know the fair value. */
  readonly informedLookMs: number;
  /** True when the outcome becomes clear and the market resolves before the end. */
  readonly isDeciding: boolean;
  readonly makers: readonly MakerStyle[];
}

const TIGHT: MakerStyle = {
  halfSpreadUnits: 30,
  levels: 3,
  levelSpacingUnits: 100,
  sizeShares: 120,
  refreshMs: 2_500,
  replenishMs: 700,
  nervousness: 0.9,
  awayMs: 45_000,
};

const CORE: MakerStyle = {
  halfSpreadUnits: 70,
  levels: 5,
  levelSpacingUnits: 100,
  sizeShares: 280,
  refreshMs: 4_000,
  replenishMs: 2_000,
  nervousness: 0.6,
  awayMs: 25_000,
};

const WIDE: MakerStyle = {
  halfSpreadUnits: 160,
  levels: 5,
  levelSpacingUnits: 200,
  sizeShares: 450,
  refreshMs: 9_000,
  replenishMs: 6_000,
  nervousness: 0.25,
  awayMs: 15_000,
};

const PATIENT: MakerStyle = {
  halfSpreadUnits: 420,
  levels: 8,
  levelSpacingUnits: 400,
  sizeShares: 600,
  refreshMs: 30_000,
  replenishMs: 20_000,
  nervousness: 0,
  awayMs: 0,
};

/** Characters that markets take in turn. */
export const MARKET_PROFILES: readonly [MarketProfile, ...MarketProfile[]] = [
  {
    name: "calm",
    openingProbability: 0.54,
    volatility: 0.0009,
    newsIntervalMs: 900_000,
    newsMoveMax: 0.06,
    haltCount: 0,
    noiseTradeMs: 7_000,
    informedLookMs: 4_000,
    isDeciding: false,
    makers: [TIGHT, TIGHT, CORE, CORE, WIDE, PATIENT],
  },
  {
    name: "news",
    openingProbability: 0.41,
    volatility: 0.0016,
    newsIntervalMs: 210_000,
    newsMoveMax: 0.22,
    haltCount: 2,
    noiseTradeMs: 6_000,
    informedLookMs: 2_000,
    isDeciding: false,
    makers: [TIGHT, CORE, CORE, WIDE, PATIENT],
  },
  {
    name: "deciding",
    openingProbability: 0.66,
    volatility: 0.0014,
    newsIntervalMs: 420_000,
    newsMoveMax: 0.15,
    haltCount: 1,
    noiseTradeMs: 8_000,
    informedLookMs: 3_000,
    isDeciding: true,
    makers: [TIGHT, CORE, CORE, WIDE, PATIENT],
  },
  {
    name: "thin",
    openingProbability: 0.23,
    volatility: 0.001,
    newsIntervalMs: 480_000,
    newsMoveMax: 0.14,
    haltCount: 1,
    noiseTradeMs: 20_000,
    informedLookMs: 8_000,
    isDeciding: false,
    makers: [CORE, WIDE, PATIENT],
  },
];

/** The character of the market at this index. */
export function profileOfMarket(index: number): MarketProfile {
  return MARKET_PROFILES[index % MARKET_PROFILES.length] ?? MARKET_PROFILES[0];
}
