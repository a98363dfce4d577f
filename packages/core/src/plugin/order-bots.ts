import type { BotManifest } from "../bot/manifest.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";

/**
 * Puts bots into calling order: whoever a bot requires, or whose signals it consumes, comes first;
 * otherwise by bot id, so that the order of a configuration file changes nothing.
 *
 * @throws PolytradersError BOT_ID_TAKEN, BOT_REQUIREMENT_MISSING, BOT_REQUIREMENT_CYCLE,
 *   BOT_INPUT_MISSING
 */
export function orderBots<B extends { readonly manifest: BotManifest }>(bots: readonly B[]): B[] {
  const byId = new Map<string, B>();
  for (const bot of bots.toSorted(compareById)) {
    if (byId.has(bot.manifest.botId)) {
      throw new PolytradersError("BOT_ID_TAKEN", { found: `${bot.manifest.botId} twice` });
    }
    byId.set(bot.manifest.botId, bot);
  }
  const predecessors = new Map([...byId].map(([id, bot]) => [id, predecessorsOf(bot, byId)]));
  const ordered: B[] = [];
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) {
      const cycle = [...path.slice(path.indexOf(id)), id].join(" -> ");
      throw new PolytradersError("BOT_REQUIREMENT_CYCLE", { found: cycle });
    }
    for (const before of predecessors.get(id) ?? []) visit(before, [...path, id]);
    done.add(id);
    const bot = byId.get(id);
    if (bot !== undefined) ordered.push(bot);
  };
  for (const id of byId.keys()) visit(id, []);
  return ordered;
}

function compareById(
  left: { readonly manifest: BotManifest },
  right: { readonly manifest: BotManifest },
): number {
  return left.manifest.botId < right.manifest.botId ? -1 : 1;
}

function predecessorsOf<B extends { readonly manifest: BotManifest }>(
  bot: B,
  byId: ReadonlyMap<string, B>,
): string[] {
  const { botId, requires, consumes } = bot.manifest;
  const before = new Set<string>();
  for (const { botId: required, isOptional } of requires) {
    if (byId.has(required)) before.add(required);
    else if (!isOptional) {
      throw new PolytradersError("BOT_REQUIREMENT_MISSING", {
        expected: `${required}, which ${botId} requires`,
        found: `only ${[...byId.keys()].join(", ")}`,
      });
    }
  }
  for (const { kind, isRequired } of consumes) {
    if (kind === null) continue;
    const emitters = [...byId.values()].filter(({ manifest }) => emitsKind(manifest, kind));
    for (const emitter of emitters) before.add(emitter.manifest.botId);
    if (emitters.length === 0 && isRequired) {
      throw new PolytradersError("BOT_INPUT_MISSING", {
        expected: `a bot that emits ${kind}, which ${botId} requires`,
        found: `only ${[...byId.keys()].join(", ")}`,
      });
    }
  }
  before.delete(botId);
  return [...before].toSorted();
}

function emitsKind(manifest: BotManifest, kind: string): boolean {
  return manifest.emits.some((output) => output.kind === kind);
}
