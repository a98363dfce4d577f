import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Packages of which a process must hold one copy, wherever a bot lies. */
const SHARED = new Set([
  "@polytraders/core",
  "@polytraders/quant",
  "rxjs",
  "rxjs/operators",
  "zod",
]);

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

/** File that an import of a package from within another file leads to, if it leads anywhere. */
export function resolveImport(specifier: string, fromFile: string): string | undefined {
  const parentURL = pathToFileURL(fromFile).href;
  const hooks = registerHooks({
    resolve: (asked, context, nextResolve) =>
      nextResolve(asked, asked === specifier ? { ...context, parentURL } : context),
  });
  try {
    return fileURLToPath(import.meta.resolve(specifier));
  } catch {
    return undefined;
  } finally {
    hooks.deregister();
  }
}
