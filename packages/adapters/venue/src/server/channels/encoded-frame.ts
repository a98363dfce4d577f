import type { Buffer } from "node:buffer";
import type { ListedMarket } from "../../exchange/exchange.ts";
import type { FeedFrame } from "../../feed/feed-frame.ts";
import { marketFrameJson } from "./market-frame-json.ts";
import { maskOf, type TokenMask } from "./market-rooms.ts";
import { topOfBookFrame } from "./top-of-book.ts";
import { textFrame } from "./websocket-frame.ts";

/** A feed frame with its bytes, made when the first client needs them and shared by all. */
export class EncodedFrame {
  readonly #market: ListedMarket;
  readonly #frame: FeedFrame;
  #whole: readonly Buffer[] | undefined;
  #top: readonly Buffer[] | undefined;

  constructor(market: ListedMarket, frame: FeedFrame) {
    this.#market = market;
    this.#frame = frame;
  }

  /**
   * Messages for a client that follows some of the market's tokens.
   *
   * @param isTopOnly - true for a client of level 1
   */
  messagesFor(mask: TokenMask, isTopOnly: boolean): readonly Buffer[] {
    const frame = this.#frame;
    if ("token" in frame && (mask & maskOf(frame.token)) === 0) return [];
    const messages = isTopOnly ? this.#topMessages() : this.#wholeMessages();
    // A tick size is told once for each token, in token order.
    return frame.kind === "tick_size_change"
      ? messages.filter((_, token) => (mask & (1 << token)) !== 0)
      : messages;
  }

  #wholeMessages(): readonly Buffer[] {
    this.#whole ??= encode(this.#market, this.#frame);
    return this.#whole;
  }

  #topMessages(): readonly Buffer[] {
    if (this.#top === undefined) {
      const frame = topOfBookFrame(this.#frame);
      if (frame === this.#frame) this.#top = this.#wholeMessages();
      else this.#top = frame === null ? [] : encode(this.#market, frame);
    }
    return this.#top;
  }
}

function encode(market: ListedMarket, frame: FeedFrame): readonly Buffer[] {
  return marketFrameJson(market, frame).map(textFrame);
}
