/**
 * Who is thought to cancel: those behind us or those ahead. The families are those published with
 * hftbacktest; `power` and `log` compare both sides, `power2` and `log2` compare the back with the whole
 * level, `power3` raises the share in front.
 */
export type CancelModel =
  | { readonly family: "power" | "power2" | "power3"; readonly exponent: number }
  | { readonly family: "log" | "log2" };

/**
 * Probability that a cancelled order stood behind us.
 *
 * @param front - shares ahead of us at our price
 * @param back - shares behind us
 */
export function cancelBehindProbability(model: CancelModel, front: number, back: number): number {
  switch (model.family) {
    case "power":
      return share(back ** model.exponent, back ** model.exponent + front ** model.exponent);
    case "power2":
      return share(back ** model.exponent, (back + front) ** model.exponent);
    case "power3":
      return front + back > 0 ? 1 - (front / (front + back)) ** model.exponent : 1;
    case "log":
      return share(Math.log1p(back), Math.log1p(back) + Math.log1p(front));
    case "log2":
    default:
      return share(Math.log1p(back), Math.log1p(back + front));
  }
}

/** An empty level has nobody in front: every cancel comes from behind. */
function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 1;
}
