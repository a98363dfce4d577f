/// <reference lib="dom" />

/** What the keyboard can do with the charts. */
export interface KeyTarget {
  /** Times worth stopping at, ascending. */
  times(): readonly number[];
  current(): number | null;
  moveTo(timeMs: number): void;
  pin(timeMs: number | null): void;
  /** Zooms by a factor, 0 shows everything. */
  zoom(factor: number): void;
}

/** Arrow keys step from envelope to envelope, Enter holds, Escape lets go, plus, minus and 0 zoom. */
export function watchKeys(region: HTMLElement, target: KeyTarget): void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(target, -1),
    ArrowRight: () => step(target, 1),
    PageUp: () => step(target, -25),
    PageDown: () => step(target, 25),
    Home: () => moveTo(target, target.times()[0]),
    End: () => moveTo(target, target.times().at(-1)),
    Enter: () => target.pin(target.current()),
    Escape: () => target.pin(null),
    "+": () => target.zoom(0.5),
    "=": () => target.zoom(0.5),
    "-": () => target.zoom(2),
    "0": () => target.zoom(0),
  };
  region.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-key]")) {
    button.addEventListener("click", () => actions[button.dataset["key"] ?? ""]?.());
  }
}

function step(target: KeyTarget, count: number): void {
  const times = [...new Set(target.times())];
  const current = target.current() ?? 0;
  const at = times.findIndex((timeMs) => timeMs >= current);
  const isBetween = at >= 0 && times[at] !== current;
  const from = at < 0 ? times.length : at;
  const to = from + count - (isBetween && count > 0 ? 1 : 0);
  moveTo(target, times[Math.min(times.length - 1, Math.max(0, to))]);
}

function moveTo(target: KeyTarget, timeMs: number | undefined): void {
  if (timeMs !== undefined) target.moveTo(timeMs);
}
