export * from "./run-journal.ts";
export * from "./state-mirror.ts";
export type { Durability } from "./store-file.ts";
