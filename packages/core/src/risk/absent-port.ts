import type { Ports } from "../bot/grants.ts";
import type { PortName } from "../bot/vocabulary.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";

/**
 * Stands in for a port that this run does not provide. Whoever uses it fails, so that a guard which
 * depends on it refuses instead of judging by nothing.
 */
export function absentPort<N extends PortName>(name: N): Ports[N] {
  const refuse = (): never => {
    throw new PolytradersError("RISK_PORT_UNAVAILABLE", { found: `no ${name} in this run` });
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every use throws, whatever the port's type
  return new Proxy(Object.freeze({}), { get: refuse, has: refuse }) as Ports[N];
}
