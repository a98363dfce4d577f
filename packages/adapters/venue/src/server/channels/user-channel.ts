import type { UserFrame } from "../../feed/user-frame.ts";
import { CLOSE, type ChannelLimits, type ChannelOptions } from "./channel-options.ts";
import { readUserMessage, type UserMessage } from "./channel-message.ts";
import type { ClientConnection } from "./client-connection.ts";
import { userFrameJson } from "./user-frame-json.ts";
import { textFrame } from "./websocket-frame.ts";

const INVALID_OPERATION = textFrame("INVALID OPERATION");

interface UserClient {
  readonly connection: ClientConnection;
  /** Condition ids to be told of; empty means all. */
  readonly markets: Set<string>;
  apiKey: string | undefined;
  unsubscribe: () => void;
}

/** `/ws/user`: orders and trades of one API key, whose credentials come in the first message. */
export class UserChannel {
  readonly #options: ChannelOptions;
  readonly #limits: ChannelLimits;

  constructor(options: ChannelOptions, limits: ChannelLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  accept(connection: ClientConnection): void {
    const client: UserClient = {
      connection,
      markets: new Set(),
      apiKey: undefined,
      unsubscribe: () => undefined,
    };
    connection.startIdleTimer();
    connection.onMessage((text) => this.#hear(client, text));
    connection.onClose(() => client.unsubscribe());
  }

  #hear(client: UserClient, text: string): void {
    const message = readUserMessage(text);
    if (message?.auth !== undefined) return this.#authenticate(client, message, message.auth);
    if (client.apiKey === undefined) {
      return client.connection.close(CLOSE.policy, "invalid subscription payload");
    }
    if (message === null) return client.connection.send(INVALID_OPERATION);
    this.#change(client, message);
  }

  #authenticate(
    client: UserClient,
    message: UserMessage,
    credentials: NonNullable<UserMessage["auth"]>,
  ): void {
    const session = this.#options.sessions.authenticate(credentials);
    if (session === undefined) return client.connection.close(CLOSE.policy, "invalid auth");
    client.connection.stopIdleTimer();
    client.unsubscribe();
    client.apiKey = session.apiKey;
    client.markets.clear();
    this.#change(client, message);
    client.unsubscribe = this.#options.userFeed.subscribe(session.apiKey, (frame) =>
      this.#tell(client, frame),
    );
  }

  /** Leaving the last market means being told of all of them, as with the venue's own client. */
  #change({ markets }: UserClient, { operation, markets: named }: UserMessage): void {
    for (const conditionId of named ?? []) {
      if (operation === "unsubscribe") markets.delete(conditionId);
      else if (markets.size < this.#limits.subscriptionsMax) markets.add(conditionId);
    }
  }

  #tell({ connection, markets }: UserClient, frame: UserFrame): void {
    if (markets.size > 0 && !markets.has(frame.conditionId)) return;
    const market = this.#options.exchange.market(frame.conditionId);
    if (market !== undefined) connection.sendText(userFrameJson(market, frame));
  }
}
