import type { Markout } from "@polytraders/quant";
import type { OrderFlowPayload } from "./contract.gen.ts";

/**
 * Class of a market's flow: toxic from the VPIN bound on; informed when prices move with takers by
 * more than they pay, so that makers lose; benign otherwise.
 */
export function classifyFlow(
  vpin: number | null,
  markout: Markout | null,
  toxicVpinMin: number,
): NonNullable<OrderFlowPayload["flowClass"]> {
  if (vpin !== null && vpin >= toxicVpinMin) return "toxic";
  return markout !== null && markout.makerRealizedHalfSpread < 0 ? "informed" : "benign";
}
