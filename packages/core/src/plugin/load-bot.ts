import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BotDefinition } from "../bot/behaviour.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import { thrownText } from "../errors/thrown-text.ts";
import { checkManifest } from "./check-manifest.ts";
import { resolveImport, shareHostModules } from "./host-modules.ts";

/** A bot that has been loaded and whose manifest this host accepts. */
export interface LoadedBot {
  readonly definition: BotDefinition;
  readonly manifest: BotDefinition["contract"]["manifest"];
  /** What it was asked for as: a package name or a path. */
  readonly reference: string;
  /** File it came from. */
  readonly file: string;
}

/** Files looked for in a bot's folder that has no package.json entry, in this order. */
const ENTRY_FILES = [
  "bot.ts",
  "bot.js",
  "bot.mjs",
  "src/bot.ts",
  "src/bot.js",
  "src/index.ts",
  "src/index.js",
  "index.ts",
  "index.js",
  "index.mjs",
];

/**
 * Loads a bot by npm package name or by the path of its file or folder, and checks it against this
 * host before any of its decisions can run.
 *
 * @param reference - `@scope/package`, `./folder`, `/folder/file.js`
 * @param baseDirectory - what relative paths and package names are resolved from
 * @throws PolytradersError BOT_NOT_FOUND, BOT_LOAD_FAILED, BOT_EXPORT_INVALID and what
 *   {@link checkManifest} throws
 */
export async function loadBot(reference: string, baseDirectory: string): Promise<LoadedBot> {
  const file = locateBot(reference, baseDirectory);
  shareHostModules();
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    const found = thrownText(cause);
    throw new PolytradersError("BOT_LOAD_FAILED", { found, place: { file }, cause });
  }
  return acceptBot(defaultOf(module), reference, file);
}

function defaultOf(module: unknown): unknown {
  if (typeof module !== "object" || module === null) return undefined;
  return "default" in module ? module.default : undefined;
}

/** Checks a bot that is already in memory, as {@link loadBot} does. */
export function acceptBot(exported: unknown, reference: string, file: string): LoadedBot {
  if (!isDefinition(exported)) {
    throw new PolytradersError("BOT_EXPORT_INVALID", {
      found: exported === undefined ? "no default export" : `a default export of another shape`,
      place: { file },
    });
  }
  const { manifest } = exported.contract;
  checkManifest(manifest, { file });
  return { definition: exported, manifest, reference, file };
}

function locateBot(reference: string, baseDirectory: string): string {
  const isPath =
    reference.startsWith(".") ||
    isAbsolute(reference) ||
    existsSync(resolve(baseDirectory, reference));
  const file = isPath
    ? entryOf(resolve(baseDirectory, reference))
    : resolvePackage(reference, baseDirectory);
  if (file !== undefined) return file;
  throw new PolytradersError("BOT_NOT_FOUND", {
    found: isPath ? `no bot file in ${reference}` : `no package ${reference}`,
    ...(isPath ? { hint: `Looked for ${ENTRY_FILES.join(", ")}.` } : {}),
  });
}

function entryOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (statSync(path).isFile()) return path;
  const declared = declaredEntry(path);
  return [...declared, ...ENTRY_FILES]
    .map((name) => join(path, name))
    .find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

function declaredEntry(folder: string): string[] {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return [];
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof parsed !== "object" || parsed === null || !("main" in parsed)) return [];
    return typeof parsed.main === "string" ? [parsed.main] : [];
  } catch (cause) {
    throw new PolytradersError("BOT_LOAD_FAILED", {
      expected: "a package.json that is JSON",
      found: thrownText(cause),
      place: { file },
    });
  }
}

function resolvePackage(name: string, baseDirectory: string): string | undefined {
  for (const from of [join(baseDirectory, "package.json"), import.meta.filename]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // A package for imports only does not resolve for `require`; others may be known elsewhere.
      const file = resolveImport(name, from);
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

function isDefinition(value: unknown): value is BotDefinition {
  if (typeof value !== "object" || value === null) return false;
  if (!("create" in value) || typeof value.create !== "function" || !("contract" in value)) {
    return false;
  }
  const { contract } = value;
  return (
    typeof contract === "object" &&
    contract !== null &&
    "manifest" in contract &&
    typeof contract.manifest === "object" &&
    contract.manifest !== null &&
    "emitsSchemas" in contract &&
    typeof contract.emitsSchemas === "object" &&
    contract.emitsSchemas !== null
  );
}
