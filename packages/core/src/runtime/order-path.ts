import type { PortName } from "../bot/vocabulary.ts";
import type { Kernel, KernelBot } from "../kernel/kernel.ts";
import type { KernelEvent } from "../kernel/kernel-event.ts";
import type { Guard } from "../risk/guard.ts";
import { RiskModule } from "../risk/risk-module.ts";
import type { RiskState } from "../risk/risk-state.ts";
import type { BotHost } from "./bot-host.ts";
import { HandlerHost } from "./handler-host.ts";
import type { RiskOptions } from "./risk-options.ts";
import type { RuntimeNotice } from "./runtime-notice.ts";

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

  constructor(risk: RiskModule) {
    this.#risk = risk;
  }

  handle(event: KernelEvent): void {
    if (event.kind === "command") this.#risk.barrier.apply(event.command);
    else if (event.kind === "command_refused") this.#risk.noteRefusedCommand(event);
  }
}
