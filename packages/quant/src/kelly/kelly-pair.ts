/** One of two correlated bets. */
export interface PairBet {
  readonly probability: number;
  /** All-in cost per share, in USD. */
  readonly unitCost: number;
}

/** Kelly over two bets whose outcomes are correlated. */
export interface KellyPair {
  /** Probabilities of both, only the first, only the second, neither. */
  readonly joint: readonly [number, number, number, number];
  /** Share of cash on each bet if it were alone. */
  readonly alone: readonly [number, number];
  /** Share of cash on each bet together. */
  readonly fractions: readonly [number, number];
  /** Expected growth of log wealth. */
  readonly growth: number;
}

type Pair = readonly [number, number];
interface State {
  readonly weight: number;
  readonly returns: Pair;
}

/**
 * Best stakes on two bets with outcome correlation `rho`: `P11 = p1 p2 + rho sqrt(p1 q1 p2 q2)`, then
 * the maximum of the concave expected log wealth over non-negative stakes.
 *
 * @throws RangeError when no joint distribution has this correlation
 */
export function kellyPair(first: PairBet, second: PairBet, rho: number): KellyPair {
  const joint = jointProbabilities(first.probability, second.probability, rho);
  const [win1, win2] = [
    (1 - first.unitCost) / first.unitCost,
    (1 - second.unitCost) / second.unitCost,
  ];
  const outcomes: readonly Pair[] = [
    [win1, win2],
    [win1, -1],
    [-1, win2],
    [-1, -1],
  ];
  const states = outcomes
    .map((returns, index) => ({ weight: joint[index] ?? 0, returns }))
    .filter(({ weight }) => weight > 0);
  const alone: Pair = [fractionAlone(first), fractionAlone(second)];
  const fractions = bestOf(states, alone);
  return { joint, alone, fractions, growth: growthOf(states, fractions) };
}

function jointProbabilities(p1: number, p2: number, rho: number): KellyPair["joint"] {
  const both = p1 * p2 + rho * Math.sqrt(p1 * (1 - p1) * p2 * (1 - p2));
  const joint = [both, p1 - both, p2 - both, 1 - p1 - p2 + both] as const;
  if (joint.some((probability) => probability < -1e-12)) {
    throw new RangeError(`no two outcomes of probability ${p1} and ${p2} correlate by ${rho}`);
  }
  return joint;
}

function fractionAlone({ probability, unitCost }: PairBet): number {
  return Math.max(0, (probability - unitCost) / (1 - unitCost));
}

/** The interior maximum if it stakes on both, else the better of the two single bets. */
function bestOf(states: readonly State[], [alone1, alone2]: Pair): Pair {
  const interior = maximise(states);
  if (interior[0] >= 0 && interior[1] >= 0) return interior;
  const singles: readonly Pair[] = [
    [alone1, 0],
    [0, alone2],
  ];
  const [one, other] = singles.toSorted((a, b) => growthOf(states, b) - growthOf(states, a));
  return one ?? other ?? [0, 0];
}

function growthOf(states: readonly State[], [f1, f2]: Pair): number {
  return states.reduce(
    (sum, { weight, returns: [r1, r2] }) => sum + weight * Math.log(1 + f1 * r1 + f2 * r2),
    0,
  );
}

/** Newton's method with halved steps: the objective is strictly concave on its domain. */
function maximise(states: readonly State[]): Pair {
  let point: Pair = [0, 0];
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const [d1, d2] = newtonStep(states, point);
    const before = growthOf(states, point);
    let scale = 1;
    let next: Pair = [point[0] + d1, point[1] + d2];
    // A point outside the domain gives NaN and is refused like a worse one.
    while (scale > 1e-12 && !(growthOf(states, next) >= before)) {
      scale /= 2;
      next = [point[0] + scale * d1, point[1] + scale * d2];
    }
    if (scale <= 1e-12 || Math.hypot(scale * d1, scale * d2) < 1e-15) return point;
    point = next;
  }
  return point;
}

function newtonStep(states: readonly State[], [f1, f2]: Pair): Pair {
  let g1 = 0;
  let g2 = 0;
  let h11 = 0;
  let h12 = 0;
  let h22 = 0;
  for (const {
    weight,
    returns: [r1, r2],
  } of states) {
    const wealth = 1 + f1 * r1 + f2 * r2;
    g1 += (weight * r1) / wealth;
    g2 += (weight * r2) / wealth;
    h11 += (weight * r1 * r1) / wealth ** 2;
    h12 += (weight * r1 * r2) / wealth ** 2;
    h22 += (weight * r2 * r2) / wealth ** 2;
  }
  const determinant = h11 * h22 - h12 * h12;
  if (!(determinant > 0)) return [0, 0];
  return [(h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant];
}
