import type { BotManifest } from "../bot/manifest.ts";
import type { Mode } from "../bot/vocabulary.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { EpochMs } from "../domain/units.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { EffectiveSettings, SettingsForMarket } from "./bot-settings.ts";
import { OperatorOverrides } from "./operator-overrides.ts";

/** When something happened in the kernel. */
interface Moment {
  readonly sequence: number;
  readonly timeMs: EpochMs;
}

/** What the seat needs of the bot's host. */
export interface OperatorSeatHost {
  readonly clock: () => Moment;
  readonly notice: (code: ErrorCode, event: Moment, found: string) => void;
  /**
   * Makes the bot anew with the parameters now in force. May throw what the author's factory throws.
   *
   * @param isGeneral - false when only parameters of single markets have changed
   */
  readonly rebuild: (isGeneral: boolean) => void;
}

/**
 * Settings of one bot as they are now: configuration, and over it what operators have ordered, until
 * it expires.
 */
export class OperatorSeat {
  readonly #manifest: BotManifest;
  readonly #settings: SettingsForMarket;
  readonly #host: OperatorSeatHost;
  readonly #overrides = new OperatorOverrides();

  constructor(manifest: BotManifest, settings: SettingsForMarket, host: OperatorSeatHost) {
    this.#manifest = manifest;
    this.#settings = settings;
    this.#host = host;
  }

  get configVersion(): string {
    return this.#settings.configVersion;
  }
  get general(): EffectiveSettings {
    return this.#settings.general;
  }
  of(marketId: string): EffectiveSettings {
    return this.#settings.of(marketId);
  }

  /** Mode where no market has one of its own. */
  get generalMode(): Mode {
    if (this.#settings.isKilled) return "off";
    return this.#overrides.mode ?? this.#settings.general.mode;
  }

  /** Mode in force for a market. Asking for it ends orders that have expired by then. */
  modeIn(marketId: string, nowMs: EpochMs): Mode {
    if (this.#settings.isKilled) return "off";
    if (this.#overrides.nextExpiryMs <= nowMs) this.#expire();
    return this.#overrides.modeIn(marketId) ?? this.#settings.of(marketId).mode;
  }

  isPausedIn(marketId: string): boolean {
    return this.#overrides.isPausedIn(marketId);
  }

  /** Takes up an operator's command, if it reaches this bot. */
  apply(command: OperatorCommand, event: Moment): void {
    const { botId } = command.scope;
    if (botId !== null && botId !== this.#manifest.botId) return;
    if (command.command === "set_mode" && !this.#manifest.modes.includes(command.mode)) {
      return this.#host.notice("BOT_MODE_UNSUPPORTED", event, command.mode);
    }
    if (command.command !== "override_parameter" && command.command !== "clear_override") {
      return this.#overrides.apply(command);
    }
    // A command to every bot is meant for those that have the parameter.
    if (botId === null && !this.#declares(command.parameter)) return;
    this.#overrides.apply(command);
    if (this.#applyParameters(event)) return;
    this.#overrides.withdraw(command);
    this.#settings.override(this.#overrides.parameters, correlationIdOf(event.sequence));
  }

  #declares(given: string): boolean {
    const rules = Object.entries(this.#manifest.parameters);
    return rules.some(([name, { aliases }]) => name === given || aliases.includes(given));
  }

  #expire(): void {
    const event = this.#host.clock();
    if (this.#overrides.expire(event.timeMs)) this.#applyParameters(event);
  }

  #applyParameters(event: Moment): boolean {
    const before = JSON.stringify(this.#settings.general.parameters);
    try {
      this.#settings.override(this.#overrides.parameters, correlationIdOf(event.sequence));
      this.#host.rebuild(JSON.stringify(this.#settings.general.parameters) !== before);
      return true;
    } catch (error) {
      const found = thrownText(error);
      const code = error instanceof PolytradersError ? error.code : "BOT_CREATE_FAILED";
      this.#host.notice(code, event, found);
      return false;
    }
  }
}
