/// <reference lib="dom" />

/** Makes every button with `data-copy` copy that text, also those added later. */
export function watchCopyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof HTMLElement ? event.target.closest("[data-copy]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    void copyAndSay(button);
  });
}

async function copyAndSay(button: HTMLButtonElement): Promise<void> {
  const isCopied = await copyText(button.dataset["copy"] ?? "");
  button.textContent = isCopied ? "Copied" : "Press Ctrl+C";
  setTimeout(() => (button.textContent = "Copy"), 1_500);
}

/** The clipboard needs a permission that a file from the disk may not get; then the text is selected. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "copy-field";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}
