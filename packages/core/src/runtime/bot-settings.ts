import type { BotManifest } from "../bot/manifest.ts";
import type { Mode } from "../bot/vocabulary.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import type { ParameterOverrides } from "./operator-overrides.ts";
import { resolveParameters, type ParameterLayer } from "./parameter-resolution.ts";

/** Settings of one bot as configured: for every market, and for single ones. */
export interface BotConfiguration {
  readonly mode?: Mode | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Overrides by market id. */
  readonly markets?:
    | Readonly<
        Record<
          string,
          {
            readonly mode?: Mode | undefined;
            readonly parameters?: Readonly<Record<string, unknown>> | undefined;
          }
        >
      >
    | undefined;
  /** Overrides by an operator; they win over everything but the kill switch. */
  readonly operator?:
    | {
        readonly mode?: Mode | undefined;
        readonly parameters?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
}

/** Settings in force for one market. */
export interface EffectiveSettings {
  readonly mode: Mode;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Parameters past their warning bound; rides on each decision. */
  readonly warnings: readonly string[];
}

const NO_OVERRIDES: ParameterOverrides = { general: {}, markets: {} };

/**
 * Resolves a bot's settings by market: kill switch over operator override over per-market override
 * over per-strategy setting over default.
 */
export class SettingsForMarket {
  readonly #baseVersion: string;
  #configVersion: string;
  readonly #manifest: BotManifest;
  readonly #configuration: BotConfiguration;
  readonly #isKilled: boolean;
  #general: EffectiveSettings;
  #byMarket: ReadonlyMap<string, EffectiveSettings>;

  /**
   * @param isKilled - an active kill switch: the bot is off, whatever else is configured
   * @throws PolytradersError BOT_MODE_UNSUPPORTED, BOT_PARAMETER_UNKNOWN, BOT_PARAMETER_INVALID,
   *   BOT_PARAMETER_BEYOND_HARD
   */
  constructor(
    manifest: BotManifest,
    configuration: BotConfiguration,
    configVersion: string,
    isKilled = false,
  ) {
    this.#manifest = manifest;
    this.#configuration = configuration;
    this.#isKilled = isKilled;
    this.#baseVersion = configVersion;
    this.#configVersion = configVersion;
    this.#general = this.#resolve(undefined, NO_OVERRIDES);
    this.#byMarket = this.#resolveMarkets(NO_OVERRIDES);
  }

  /** Changes with every override, since decisions may change with it. */
  get configVersion(): string {
    return this.#configVersion;
  }

  /**
   * Puts an operator's parameters into force, all or none.
   *
   * @param revision - what makes this version of the settings different from all others
   * @throws PolytradersError BOT_PARAMETER_UNKNOWN, BOT_PARAMETER_INVALID,
   *   BOT_PARAMETER_BEYOND_HARD; the settings stay as they were
   */
  override(overrides: ParameterOverrides, revision: string): void {
    const general = this.#resolve(undefined, overrides);
    this.#byMarket = this.#resolveMarkets(overrides);
    this.#general = general;
    this.#configVersion = `${this.#baseVersion}+${revision}`;
  }

  #resolveMarkets(overrides: ParameterOverrides): ReadonlyMap<string, EffectiveSettings> {
    const named = [
      ...Object.keys(this.#configuration.markets ?? {}),
      ...Object.keys(overrides.markets),
    ];
    return new Map(named.map((marketId) => [marketId, this.#resolve(marketId, overrides)]));
  }

  /** True under an active kill switch, which no operator override lifts. */
  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** Settings that hold where no market override does. */
  get general(): EffectiveSettings {
    return this.#general;
  }

  of(marketId: string): EffectiveSettings {
    return this.#byMarket.size === 0
      ? this.#general
      : (this.#byMarket.get(marketId) ?? this.#general);
  }

  #resolve(marketId: string | undefined, overrides: ParameterOverrides): EffectiveSettings {
    const { operator, markets, parameters, mode } = this.#configuration;
    const market = marketId === undefined ? undefined : markets?.[marketId];
    const base = `bots.${this.#manifest.botId}`;
    const ordered = marketId === undefined ? {} : (overrides.markets[marketId] ?? {});
    const layers: ParameterLayer[] = [
      { field: `${base}.override.${marketId}`, values: ordered },
      { field: `${base}.override`, values: overrides.general },
      { field: `${base}.operator.parameters`, values: operator?.parameters ?? {} },
      { field: `${base}.markets.${marketId}.parameters`, values: market?.parameters ?? {} },
      { field: `${base}.parameters`, values: parameters ?? {} },
    ];
    const resolved = resolveParameters(this.#manifest, layers);
    const wanted = operator?.mode ?? market?.mode ?? mode ?? this.#manifest.defaultMode;
    this.#checkMode(wanted, `${base}.mode`);
    return { mode: this.#isKilled ? "off" : wanted, ...resolved };
  }

  #checkMode(mode: Mode, field: string): void {
    if (this.#manifest.modes.includes(mode)) return;
    throw new PolytradersError("BOT_MODE_UNSUPPORTED", {
      expected: `one of ${this.#manifest.modes.join(", ")}`,
      found: mode,
      place: { field },
    });
  }
}
