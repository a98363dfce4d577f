/** Guards of a trading run in the order of asking; the reasons are in docs/decisions/012. */
export const GUARD_ORDER: readonly string[] = [
  "risk.killswitch",
  "risk.compliancegate",
  "risk.drawdownguard",
  "risk.stale_book_guard",
  "risk.market_halt_detector",
  "risk.portfolioguard",
  "risk.settlementexposureguard",
  "risk.liquidityguard",
  "risk.feeandgasguard",
  "risk.self_trade_wash_guard",
  "risk.ratelimitgovernor",
];

/** Guards without which nothing passes: against loss without bound, blindness, and the law. */
export const REQUIRED_GUARDS: readonly string[] = [
  "risk.killswitch",
  "risk.compliancegate",
  "risk.drawdownguard",
  "risk.stale_book_guard",
  "risk.portfolioguard",
  "risk.self_trade_wash_guard",
];

/** Bots of the risk layer that act on their own. */
export const RISK_ACTORS: readonly string[] = ["risk.inventoryunwinder"];

/** Execution bots in the order of asking: each sees the plan as the one before it has left it. */
export const EXECUTION_ORDER: readonly string[] = [
  "exec.smartrouter",
  "exec.antitoxicfill",
  "exec.dustandroundingcleaner",
  "exec.orderlifecyclemanager",
  "exec.order_amend_cancel_manager",
  "exec.fee_slippage_estimator",
];
