import {
  approve,
  defineBot,
  MICRO,
  notionalMicroUsd,
  reject,
  reshape,
  warn,
  type VoteDecision,
} from "@polytraders/core";
import { contract, type Types } from "./contract.gen.ts";
import { explainSettlement } from "./explain-settlement.ts";
import { judgeSettlement, type SettlementFinding } from "./judge-settlement.ts";
import { SettlementWindows } from "./settlement-windows.ts";

/** SettlementExposureGuard (1.15): limits what may settle in the same resolution window. */
export default defineBot(contract, ({ ledger, marketFacts }) => {
  const windows = new SettlementWindows();
  let newest: SettlementFinding | null = null;
  return {
    perMarket: ({ marketId: ownId, parameters }) => {
      windows.note(ownId, parameters.resolvesAtMs);
      const isFarBelow = (microUsd: number): boolean =>
        microUsd < parameters.warnShare * parameters.windowUsdMax * MICRO;
      return {
        vote: ({ marketId, tokenId, side, price, size, isReduceOnly }, { nowMs }) => {
          const market = marketFacts.of(marketId);
          const notional = notionalMicroUsd(price, size, "up");
          // Everything committed is an upper bound: while it fits, nobody need ask which markets count.
          const all = ledger.exposureMicroUsd + ledger.reservedMicroUsd;
          const windowMicroUsd =
            market === undefined || isFarBelow(all + notional)
              ? all
              : windows.committedMicroUsd(market, parameters.windowMs, marketFacts, ledger);
          const { reconciledAtMs } = ledger;
          const isHeld = (ledger.position(tokenId)?.size ?? 0) > 0;
          newest = judgeSettlement(
            {
              isReducing: isReduceOnly || (side === "SELL" && isHeld),
              isMarketKnown: market !== undefined,
              reconciledAgeMs: reconciledAtMs === null ? null : nowMs - reconciledAtMs,
              notionalMicroUsd: notional,
              windowMicroUsd,
              marketMicroUsd:
                ledger.marketExposureMicroUsd(marketId) + ledger.marketReservedMicroUsd(marketId),
            },
            parameters,
          );
          return voteOf(newest);
        },
      };
    },
    explain: (decision) =>
      newest?.reasonCode === decision.reasonCode
        ? explainSettlement(newest)
        : (contract.manifest.reasonCodes[decision.reasonCode]?.userMessage ?? ""),
  };
});

function voteOf({ reasonCode, leftMicroUsd }: SettlementFinding): VoteDecision<Types> {
  if (reasonCode === "RISK_SETTLEMENT_CLEARED") return approve(reasonCode);
  if (reasonCode === "RISK_SETTLEMENT_EXPOSURE_NEAR") return warn(reasonCode);
  return reasonCode === "RISK_SETTLEMENT_DOWNSIZED"
    ? reshape(reasonCode, { notionalMicroUsdMax: Math.floor(leftMicroUsd ?? 0) })
    : reject(reasonCode);
}
