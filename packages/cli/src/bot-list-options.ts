/** Options of `bot list`. */
export interface BotListOptions {
  readonly config?: string;
  readonly bots?: string;
  readonly json?: boolean;
}
