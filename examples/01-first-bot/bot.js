import { defineBot, publish, suppress } from "@polytraders/core";
import { contract } from "./contract.gen.ts";

export default defineBot(contract, ({ parameters }) => ({
  decide({ book }) {
    const spread = book.spread();
    if (spread === null) {
      return suppress("spread", "INTEL_SPREAD_SUPPRESSED_ONE_SIDED", { isWide: false });
    }
    // Prices are integers of 0.0001, so a hundred of them are a cent.
    const cents = spread / 100;
    const isWide = cents > parameters.wideSpreadCents;
    return publish("spread", "INTEL_SPREAD_PUBLISHED", cents, 1, { isWide });
  },
}));
