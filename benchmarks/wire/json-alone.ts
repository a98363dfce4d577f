import type { Round } from "../harness/benchmark.ts";
import { makeFrames, type FramesInput } from "./frames.ts";

/** `JSON.parse` of the same bytes, and nothing else. */
export function prepare(input: FramesInput): Round {
  const { frames } = makeFrames(input);
  return () => {
    let length = 0;
    for (const frame of frames) {
      const message = JSON.parse(frame.toString()) as { readonly market: string };
      length += message.market.length;
    }
    return { operations: frames.length, checksum: String(length) };
  };
}
