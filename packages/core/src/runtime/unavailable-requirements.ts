import type { BotHost } from "./bot-host.ts";

/** Bots that this one requires and that do not run: absent, or out of service. */
export function unavailableRequirements(host: BotHost, hosts: readonly BotHost[]): string[] {
  return host.contract.manifest.requires
    .map(({ botId }) => botId)
    .filter((botId) => {
      const required = hosts.find((candidate) => candidate.botId === botId);
      return required === undefined || required.suspension !== null;
    });
}
