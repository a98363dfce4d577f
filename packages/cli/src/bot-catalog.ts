/** The Dev Guide bots that this command line brings along; others are named by package or path. */
export const BUILT_IN_BOTS: readonly string[] = [
  "@polytraders/bot-execution-smartrouter",
  "@polytraders/bot-intelligence-liquidity-decay-monitor",
  "@polytraders/bot-intelligence-order-flow-analyzer",
  "@polytraders/bot-risk-compliancegate",
  "@polytraders/bot-risk-drawdownguard",
  "@polytraders/bot-risk-feeandgasguard",
  "@polytraders/bot-risk-killswitch",
  "@polytraders/bot-risk-liquidityguard",
  "@polytraders/bot-risk-market-halt-detector",
  "@polytraders/bot-risk-portfolioguard",
  "@polytraders/bot-risk-ratelimitgovernor",
  "@polytraders/bot-risk-self-trade-wash-guard",
  "@polytraders/bot-risk-settlementexposureguard",
  "@polytraders/bot-risk-stale-book-guard",
  "@polytraders/bot-strategy-lp-rewards",
];
