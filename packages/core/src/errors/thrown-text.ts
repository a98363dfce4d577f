/** What was thrown, in words: whatever it is, and whatever it does when it is looked at. */
export function thrownText(thrown: unknown): string {
  try {
    const text: unknown = thrown instanceof Error ? thrown.message : String(thrown);
    return typeof text === "string" ? text : "an error without words";
  } catch {
    return "something that cannot be read";
  }
}
