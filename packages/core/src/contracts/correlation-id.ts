/** Correlation id of everything that follows from one kernel event. */
export function correlationIdOf(eventSequence: number): string {
  return `e${eventSequence}`;
}
