import { PolytradersError } from "@polytraders/core";
import type { Exchange } from "../../src/exchange/exchange.ts";
import type { Command } from "./step.ts";
import { walletAt } from "./wallets.ts";

/** What became of a command: the id of an action on the chain, or whether it was taken. */
export interface CommandOutcome {
  readonly isTaken: boolean;
  readonly actionId: string | null;
}

/** Carries a command out. A command that the venue finds impossible is a part of the script too. */
export function runCommand(command: Command, exchange: Exchange): CommandOutcome {
  try {
    const answer = carryOut(command, exchange);
    if (typeof answer === "object") {
      return { isTaken: answer.isAccepted, actionId: answer.isAccepted ? answer.actionId : null };
    }
    return { isTaken: answer ?? true, actionId: null };
  } catch (error) {
    if (error instanceof PolytradersError && error.code === "VENUE_COMMAND_INVALID") {
      return { isTaken: false, actionId: null };
    }
    throw error;
  }
}

function carryOut(
  command: Command,
  exchange: Exchange,
): ReturnType<Exchange["split"]> | boolean | void {
  switch (command.name) {
    case "deposit":
      return exchange.deposit(walletAt(command.wallet).address, command.amount);
    case "withdraw":
      return exchange.withdraw(walletAt(command.wallet).address, command.amount);
    case "split":
      return exchange.split(walletAt(command.wallet).address, command.conditionId, command.size);
    case "merge":
      return exchange.merge(walletAt(command.wallet).address, command.conditionId, command.size);
    case "convert": {
      const { wallet, setId, conditionIds, size } = command;
      return exchange.convert(walletAt(wallet).address, setId, conditionIds, size);
    }
    case "redeem":
      return exchange.redeem(walletAt(command.wallet).address, command.conditionId);
    case "phase":
      return exchange.setMarketPhase(command.conditionId, command.phase);
    case "tick":
      return exchange.setTickSize(command.conditionId, command.tickSize);
    case "propose":
      return exchange.proposeResolution(command.conditionId, command.payouts);
    case "dispute":
      return exchange.disputeResolution(command.conditionId);
    case "resolve":
      return exchange.resolve(command.conditionId, command.payouts);
    case "restart":
      return exchange.restartEngine(command.ms);
    case "ban":
      return exchange.banAccount(walletAt(command.wallet).address, command.kind);
  }
}
