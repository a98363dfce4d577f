/** The Dev Guide bots that this command line brings along; others are named by package or path. */
export const BUILT_IN_BOTS: readonly string[] = [
  "@polytraders/bot-intelligence-liquidity-decay-monitor",
  "@polytraders/bot-intelligence-order-flow-analyzer",
  "@polytraders/bot-risk-drawdownguard",
  "@polytraders/bot-risk-killswitch",
  "@polytraders/bot-risk-market-halt-detector",
  "@polytraders/bot-risk-portfolioguard",
];
