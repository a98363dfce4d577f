interface Level {
  readonly price: string;
  readonly size: string;
}

interface Message {
  readonly event_type: string;
  readonly asset_id: string;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly price_changes: readonly (Level & { readonly asset_id: string; readonly side: string })[];
}

/** The messages of one frame. */
export function messagesOf(text: string): readonly Message[] {
  const parsed: Message | readonly Message[] = JSON.parse(text);
  return "event_type" in parsed ? [parsed] : parsed;
}

/** Every level of every token, by token, side and price, as a client builds them from what it was sent. */
export function booksOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const levels = new Map<string, string>();
  const put = (key: string, size: string): void => {
    if (size === "0") levels.delete(key);
    else levels.set(key, size);
  };
  for (const text of texts.filter((each) => each !== "PONG")) {
    for (const message of messagesOf(text)) {
      if (message.event_type === "book") {
        const own = [...levels.keys()].filter((key) => key.startsWith(message.asset_id));
        for (const key of own) levels.delete(key);
        for (const { price, size } of message.bids) put(`${message.asset_id} BUY ${price}`, size);
        for (const { price, size } of message.asks) put(`${message.asset_id} SELL ${price}`, size);
      }
      if (message.event_type !== "price_change") continue;
      for (const { asset_id, side, price, size } of message.price_changes) {
        put(`${asset_id} ${side} ${price}`, size);
      }
    }
  }
  return new Map([...levels].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
