import type { PortName } from "../bot/vocabulary.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { Kernel, KernelBot } from "../kernel/kernel.ts";
import type { KernelEvent } from "../kernel/kernel-event.ts";
import { absentPort } from "../risk/absent-port.ts";
import type { Guard } from "../risk/guard.ts";
import type { OrderCare } from "../bot/grants.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import { RiskModule } from "../risk/risk-module.ts";
import type { RiskState } from "../risk/risk-state.ts";
import { TradingDesk } from "../trading/trading-desk.ts";
import type { TradingOptions } from "../trading/trading-options.ts";
import type { BotHost } from "./bot-host.ts";
import { HandlerHost } from "./handler-host.ts";
import type { RiskOptions } from "./risk-options.ts";
import type { RuntimeNotice } from "./runtime-notice.ts";

/** What of a runtime's options the order path is made of. */
export interface OrderPathOptions {
  readonly configVersion: string;
  readonly onNotice: (notice: RuntimeNotice) => void;
  readonly risk?: RiskOptions;
  readonly trading?: TradingOptions;
  readonly journal?: KernelJournal;
}

/** Puts a desk behind the risk module where a run can trade; `null` where it cannot. */
export function createDesk(
  kernel: Kernel,
  hostIndex: number,
  { configVersion, onNotice, risk, trading, journal }: OrderPathOptions,
): TradingDesk | null {
  if (trading === undefined) return null;
  const desk = new TradingDesk({
    kernel,
    trading,
    orderIdPrefix: risk?.orderIdPrefix ?? "",
    configVersion,
    journal: journal ?? null,
    hostIndex,
    onNotice,
  });
  kernel.attachDesk(desk);
  return desk;
}

/** What guards judge by, and where approvals go: the desk's, unless a run brings its own. */
export function riskOptionsWith(
  desk: TradingDesk | null,
  given: RiskOptions | undefined,
): RiskOptions | undefined {
  if (desk === null) return given;
  const { ledgerPort: ledger, openOrders, venueHealth } = desk;
  return { execution: desk, ledger, openOrders, venueHealth, ...given };
}

/** Joins the desk to the bots that plan orders and to the risk module. */
export function attachDesk(
  desk: TradingDesk,
  hosts: readonly BotHost[],
  risk: RiskModule,
  order: readonly string[],
): void {
  const place = (botId: string): number => {
    const declared = order.indexOf(botId);
    return declared < 0 ? order.length : declared;
  };
  const planners = hosts
    .filter((host): host is HandlerHost => host instanceof HandlerHost && host.makesPlans)
    .toSorted((left, right) => place(left.botId) - place(right.botId));
  desk.attach({
    planners,
    barrier: risk.barrier,
    cancelThroughRisk: (botId, orderId, reasonCode) =>
      risk.barrier.cancelInCare(botId, orderId, reasonCode),
  });
}

/**
 * One execution bot's care for orders that are out. It may only name its own reasons, and where it is
 * not in force it does nothing.
 */
export function orderCareOf(
  desk: TradingDesk | null,
  kernel: Kernel,
  botId: string,
  host: () => BotHost | undefined,
): OrderCare {
  if (desk === null) return absentPort("orderCare");
  const care = desk.careOf(botId);
  const isInForce = (orderId: string): boolean => {
    const bot = host();
    const market = kernel.marketById(desk.openOrders.find(orderId)?.marketId ?? "");
    const mode = market === undefined ? bot?.generalMode : bot?.modeFor(market);
    return mode === "enforced";
  };
  return Object.freeze<OrderCare>({
    cancel: (orderId, reasonCode) => {
      if (!isInForce(orderId)) return false;
      const isDeclared = host()?.counters.reasons.has(reasonCode) === true;
      return care.cancel(orderId, isDeclared ? reasonCode : "RISK_CANCEL_APPROVED");
    },
    reconcile: (orderId) => isInForce(orderId) && care.reconcile(orderId),
  });
}

/** Which of the declared ports a run does not provide. */
export function missingPorts(
  declared: readonly PortName[],
  risk: RiskOptions | undefined,
): readonly PortName[] {
  return declared.filter(
    (name) =>
      (name === "ledger" || name === "openOrders" || name === "venueHealth") &&
      risk?.[name] === undefined,
  );
}

/** Puts the risk module in front of a run's strategies. */
export function createRiskModule(
  kernel: Kernel,
  hosts: readonly BotHost[],
  options: {
    readonly configVersion: string;
    readonly onNotice: (notice: RuntimeNotice) => void;
    readonly risk?: RiskOptions;
  },
  state: RiskState | undefined,
): RiskModule {
  const { configVersion, onNotice, risk = {} } = options;
  return new RiskModule({
    kernel,
    guards: guardsAmong(hosts, risk.guardOrder ?? []),
    requiredGuards: risk.requiredGuards ?? [],
    sizeMultiplier: risk.sizeMultiplier ?? 1,
    holdings: { ledger: risk.ledger, openOrders: risk.openOrders },
    execution: risk.execution,
    configVersion,
    orderIdPrefix: risk.orderIdPrefix ?? "",
    state,
    onStateChanged: risk.onStateChanged ?? (() => undefined),
    onNotice,
  });
}

/** Bots that vote: the risk layer in declared order, then security, which sees the final shape. */
function guardsAmong(hosts: readonly BotHost[], order: readonly string[]): readonly Guard[] {
  const guards = hosts.filter(
    (host): host is HandlerHost => host instanceof HandlerHost && isGuard(host),
  );
  const place = ({ botId, contract }: HandlerHost): number => {
    const declared = order.indexOf(botId);
    const inLayer = declared < 0 ? order.length : declared;
    return contract.manifest.layer === "risk" ? inLayer : order.length + 1 + inLayer;
  };
  return guards.toSorted((left, right) => place(left) - place(right));
}

function isGuard({ contract }: BotHost): boolean {
  const { authority, emits } = contract.manifest;
  return authority === "vote" && emits.some((output) => output.contract === "RiskVote");
}

/** Brings the operator's commands about halts, quarantines and orders to the risk module. */
export class OperatorDesk implements KernelBot {
  readonly #risk: RiskModule;
  readonly #kernel: Kernel;
  readonly #botIds: ReadonlySet<string>;

  constructor(risk: RiskModule, kernel: Kernel, hosts: readonly BotHost[]) {
    this.#risk = risk;
    this.#kernel = kernel;
    this.#botIds = new Set(hosts.map(({ botId }) => botId));
  }

  handle(event: KernelEvent): void {
    if (event.kind === "command_refused") this.#risk.noteRefusedCommand(event);
    if (event.kind !== "command") return;
    this.#risk.barrier.apply(event.command);
    const stranger = this.#strangerIn(event.command.scope);
    if (stranger !== null) this.#risk.noteStrayCommand(event, stranger);
  }

  #strangerIn({ botId, marketId }: OperatorCommand["scope"]): string | null {
    if (botId !== null && !this.#botIds.has(botId)) return `bot ${botId}`;
    if (marketId === null || this.#kernel.marketById(marketId) !== undefined) return null;
    return `market ${marketId}`;
  }
}
