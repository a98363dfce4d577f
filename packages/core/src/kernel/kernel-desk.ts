import type { KernelEvent } from "./kernel-event.ts";

/**
 * The order path as the kernel drives it: it takes each event in before the bots see it, and sends
 * what they brought about once they have all been heard. Implementations never throw.
 */
export interface KernelDesk {
  prepare(event: KernelEvent): void;
  complete(event: KernelEvent): void;
}
