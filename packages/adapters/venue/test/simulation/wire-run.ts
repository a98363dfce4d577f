import type { FaultPlan } from "../../src/faults/fault-plan.ts";
import type { GatewayAnswer } from "../../src/gateway/gateway.ts";
import { startVenue } from "../../src/server/start-venue.ts";
import type { VenueServer } from "../../src/server/venue-server.ts";
import type { Venue } from "../../src/venue/open-venue.ts";
import { runCommand } from "./run-command.ts";
import type { FaultDocument } from "./simulated-faults.ts";
import { openSimulatedVenue } from "./simulated-world.ts";
import type { Command, Step } from "./step.ts";
import { walletAt, WALLETS } from "./wallets.ts";
import { WatchedGateway, WireClient, type Awaited } from "./wire-client.ts";

const TOKEN = "control-token-of-the-simulation";

/**
 * Takes a script's steps over real HTTP against a served venue: requests to its REST port, money,
 * time and resolutions to its control port. What has no wire (the chain, the oracle, the venue's own
 * decisions) happens at the exchange behind it.
 */
export class WireRun {
  readonly venue: Venue;
  /** Answers in the order of the requests; missing where none came. */
  readonly answers: (GatewayAnswer | undefined)[] = [];
  readonly #server: VenueServer;
  readonly #gateway: WatchedGateway;
  readonly #clients: readonly WireClient[];
  readonly #late: { readonly index: number; readonly awaited: Awaited }[] = [];

  private constructor(parts: {
    readonly venue: Venue;
    readonly server: VenueServer;
    readonly gateway: WatchedGateway;
    readonly clients: readonly WireClient[];
  }) {
    this.venue = parts.venue;
    this.#server = parts.server;
    this.#gateway = parts.gateway;
    this.#clients = parts.clients;
  }

  static async start(seed: number, faults: FaultPlan | undefined): Promise<WireRun> {
    const venue = openSimulatedVenue(seed, faults);
    const gateway = new WatchedGateway(venue.gateway);
    const server = await startVenue({ ...venue, gateway }, { speed: 0, controlToken: TOKEN });
    const clients: WireClient[] = [];
    for (const wallet of WALLETS) {
      clients.push(await WireClient.connect(server.addresses.http, wallet));
    }
    return new WireRun({ venue, server, gateway, clients });
  }

  installFaults(document: FaultDocument): Promise<void> {
    return this.#control("/_venue/faults", document);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === "advance") await this.#control("/_venue/clock", { advanceMs: step.ms });
    else if (step.kind === "command") await this.#command(step.command);
    else await this.#request(step);
  }

  /** Waits for the answers that come late, as many as came in process, and closes the server. */
  async end(expected: readonly unknown[]): Promise<void> {
    for (const { index, awaited } of this.#late) {
      const hasCome = expected[index] !== undefined && expected[index] !== null;
      if (hasCome) this.answers[index] = await awaited.answer;
      else awaited.giveUp();
    }
    await this.#server.close();
  }

  /** The state hash as the control port tells it. */
  async stateHash(): Promise<string> {
    const response = await fetch(`${this.#server.addresses.control}/_venue/state?limit=0`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const { hash }: { hash: string } = JSON.parse(await response.text());
    return hash;
  }

  async #request({ wallet, request }: Extract<Step, { kind: "request" }>): Promise<void> {
    const index = this.answers.push(undefined) - 1;
    const passed = this.#gateway.next();
    const awaited = this.#clients[wallet]?.send(request);
    if (awaited === undefined) throw new Error("expected a client for every wallet");
    const fate = await passed;
    if (fate === "answered") this.answers[index] = await awaited.answer;
    else if (fate === "lost") awaited.giveUp();
    else this.#late.push({ index, awaited });
  }

  async #command(command: Command): Promise<void> {
    switch (command.name) {
      case "deposit":
        return this.#control("/_venue/fund", {
          address: walletAt(command.wallet).address,
          pusd: (command.amount / 1e6).toFixed(6),
        });
      case "resolve": {
        const { conditionId, payouts } = command;
        return this.#control("/_venue/resolve", { conditionId, payouts });
      }
      default:
        runCommand(command, this.venue.exchange);
    }
  }

  async #control(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.#server.addresses.control}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await response.text();
  }
}
