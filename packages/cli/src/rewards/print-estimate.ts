import type { RewardEstimate } from "@polytraders/quant";
import { plainTable, type Column } from "../plain-table.ts";
import type { RewardAnswer } from "./reward-answer.ts";

const COLUMNS: readonly Column[] = [
  { head: "order", align: "left" },
  { head: "cents from\nmidpoint" },
  { head: "points\nper share" },
  { head: "points" },
];

/** The estimate for a person, with its arithmetic. */
export function estimateText(answer: RewardAnswer): string {
  const { mid, rules, poolUsdPerDay, orders, book } = answer;
  return [
    `Midpoint ${number(mid)}${book === null ? "" : `, of ${book.title}`}.`,
    `Orders of ${number(rules.sizeSharesMin)} shares or more within ${number(rules.spreadCentsMax)} cents of it share ${number(poolUsdPerDay)} USD a day.`,
    "",
    plainTable(
      COLUMNS,
      orders.map(({ outcome, side, price, size, distanceCents, points }) => [
        `${side} ${number(size)} ${outcome} at ${number(price)}`,
        number(distanceCents),
        number(points / size),
        number(points),
      ]),
    ),
    `Points are ((${number(rules.spreadCentsMax)} - cents) / ${number(rules.spreadCentsMax)})² × shares${rules.multiplier === 1 ? "" : ` × ${number(rules.multiplier)}, the market's multiplier`}.`,
    "",
    ...scoreLines(answer),
    ...competitionLines(answer),
    ...payLines(answer),
    "",
    ...guideLines(answer),
  ].join("\n");
}

function scoreLines({ score: { qOne, qTwo, qMin }, mid, rules }: RewardAnswer): string[] {
  const allowsOneSided = mid >= 0.1 && mid <= 0.9;
  const both = Math.min(qOne, qTwo);
  const how =
    qOne + qTwo === 0
      ? "no order scores: each is too small or too far away"
      : qMin === 0
        ? "with a midpoint outside 0.10 to 0.90 only two-sided quotes score"
        : allowsOneSided && qMin > both
          ? `one side alone counts for a third: ${number(Math.max(qOne, qTwo))} / ${rules.oneSidedDivisor}`
          : "the smaller of the two sides";
  return [
    `Side one      ${number(qOne)} (bids on YES, asks on NO)`,
    `Side two      ${number(qTwo)} (asks on YES, bids on NO)`,
    `Your score    ${number(qMin)}: ${how}`,
  ];
}

function competitionLines({ competition, book }: RewardAnswer): string[] {
  const { least, asOneMaker, most } = competition;
  if (book === null) return [`Competition   ${number(asOneMaker)}, as stated`];
  return [
    `Competition   ${number(asOneMaker)} if one maker owned the book; from ${number(least)} to ${number(most)}, depending on how`,
    "              its orders belong to makers, which the book does not say",
  ];
}

function payLines({
  score,
  competition,
  estimates,
  poolUsdPerDay,
  uptime,
}: RewardAnswer): string[] {
  const { likely, cautious, hopeful } = estimates;
  const isRange = cautious.dayShare !== hopeful.dayShare;
  return [
    `Share         ${number(score.qMin)} / (${number(score.qMin)} + ${number(competition.asOneMaker)}) = ${percent(likely.sampleShare)} of each sample, one a minute`,
    ...(uptime === 1
      ? []
      : [
          `On the book   in ${percent(uptime)} of the samples: ${percent(likely.dayShare)} of the day`,
        ]),
    `Earned        ${percent(likely.dayShare)} × ${number(poolUsdPerDay)} USD = ${number(likely.earnedUsdPerDay)} USD a day`,
    ...(isRange
      ? [
          `              between ${number(cautious.earnedUsdPerDay)} and ${number(hopeful.earnedUsdPerDay)} USD over the range of competition`,
        ]
      : []),
    `Paid          ${paidText(likely)}`,
  ];
}

function paidText({ paidUsdPerDay, payingPoolUsd }: RewardEstimate): string {
  if (paidUsdPerDay > 0) return `${number(paidUsdPerDay)} USD a day`;
  if (payingPoolUsd === null) return "nothing";
  return `nothing: a day below 1 USD is not paid. With this share the pool must be ${number(payingPoolUsd)} USD`;
}

/** What the guide's arithmetic leaves out, as far as it matters here. */
function guideLines(answer: RewardAnswer): string[] {
  const { guideUsdPerDay, estimates } = answer;
  const { earnedUsdPerDay, paidUsdPerDay } = estimates.likely;
  return [
    `The guide's own formula would promise ${number(guideUsdPerDay)} USD a day here. What it gets wrong:`,
    ...scoreFault(answer),
    ...(earnedUsdPerDay > 0 && paidUsdPerDay === 0
      ? ["  - it takes a day below 1 USD for income; such days are not paid, and do not add up"]
      : []),
    "  - it lets rewards accrue by the second as a share of one total; the venue looks once a minute, at",
    "    a random moment, and shares out each look among those who rest then",
    "  - it calls the order's size b; b is the market's multiplier, and the size a factor of its own",
    "  - its 0.30 to 0.60 USD a day from six such markets is 0.0475 on its own figures",
  ];
}

function scoreFault({ score: { qOne, qTwo, qMin } }: RewardAnswer): string[] {
  const raw = qOne + qTwo;
  if (raw === 0) return [];
  const rule =
    qMin === 0
      ? "outside 0.10 to 0.90 one side scores nothing"
      : qOne === 0 || qTwo === 0
        ? `one side alone counts for a third, ${number(qMin)}`
        : `two sides do not add up, and ${number(qMin)} count`;
  return [`  - it counts ${number(raw)} points; ${rule}`];
}

function number(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return String(Number(value.toPrecision(3)));
  return String(Number(value.toFixed(4)));
}

function percent(value: number): string {
  return `${number(value * 100)} %`;
}
