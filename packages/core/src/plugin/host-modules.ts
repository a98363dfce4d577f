import { registerHooks } from "node:module";

/** Packages of which a process must hold one copy, wherever a bot lies. */
const SHARED = new Set(["@polytraders/core", "@polytraders/quant", "rxjs", "rxjs/operators", "zod"]);

let isShared = false;

/**
 * Lets bots outside of any node_modules import the host's core, quant and rxjs. Without it a bot in
 * a plain folder could not be loaded, and one with an installation of its own would bring a second
 * copy of core, whose classes and tokens are not this host's.
 */
export function shareHostModules(): void {
  if (isShared) return;
  isShared = true;
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      SHARED.has(specifier)
        ? nextResolve(specifier, { ...context, parentURL: import.meta.url })
        : nextResolve(specifier, context),
  });
}
