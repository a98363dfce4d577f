/// <reference lib="dom" />

/** Colours of the page's style sheet, for drawing on canvas. */
export interface Theme {
  color(name: string): string;
}

/** The colours in force now; read anew after the system switches between light and dark. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  return { color: (name) => style.getPropertyValue(`--${name}`).trim() };
}

/** Calls back whenever the colours may have changed, printing included. */
export function watchTheme(onChange: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  matchMedia("print").addEventListener("change", onChange);
}
