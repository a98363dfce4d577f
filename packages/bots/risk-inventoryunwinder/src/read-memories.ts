import type { TokenMemory } from "./token-exit.ts";

/** Reads back what `snapshot` gave; what does not fit is left out, and the exit begins anew. */
export function readMemories(state: unknown): readonly Partial<TokenMemory>[] {
  return Array.isArray(state) ? state.slice(0, 2).map(readMemory) : [];
}

function readMemory(state: unknown): Partial<TokenMemory> {
  if (typeof state !== "object" || state === null) return {};
  const { firstAsk, breachedSinceMs, wideSinceMs, isExiting, reported } = state as Partial<
    Record<keyof TokenMemory, unknown>
  >;
  return {
    ...(isPrice(firstAsk) ? { firstAsk } : {}),
    ...(Number.isSafeInteger(breachedSinceMs) ? { breachedSinceMs: Number(breachedSinceMs) } : {}),
    ...(Number.isSafeInteger(wideSinceMs) ? { wideSinceMs: Number(wideSinceMs) } : {}),
    ...(typeof isExiting === "boolean" ? { isExiting } : {}),
    ...(typeof reported === "string" ? { reported } : {}),
  };
}

function isPrice(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 10_000;
}
