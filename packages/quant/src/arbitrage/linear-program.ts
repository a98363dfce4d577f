const ROUNDING = 1e-11;

/**
 * Maximises `objective . x` subject to `rows x <= bounds` and `x >= 0`, by the simplex method with
 * Bland's rule, which cannot cycle. The bounds must not be negative, so that `x = 0` is a start.
 *
 * @returns an optimal `x`
 * @throws RangeError when a bound is negative or the objective grows without limit
 */
export function maximiseLinear(
  objective: readonly number[],
  rows: readonly (readonly number[])[],
  bounds: readonly number[],
): number[] {
  const count = objective.length;
  if (bounds.some((bound) => !(bound >= 0))) throw new RangeError("bounds must not be negative");
  // Columns: the variables, one slack per row, the bound.
  const tableau = rows.map((row, index) => [
    ...row,
    ...rows.map((_, slack) => (slack === index ? 1 : 0)),
    bounds[index] ?? NaN,
  ]);
  const reduced = [...objective.map((value) => -value), ...rows.map(() => 0), 0];
  const basis = rows.map((_, index) => count + index);
  for (;;) {
    const entering = reduced.findIndex(
      (value, column) => column < reduced.length - 1 && value < -ROUNDING,
    );
    if (entering < 0) break;
    const leaving = leavingRow(tableau, basis, entering);
    if (leaving < 0) throw new RangeError("the objective grows without limit");
    pivot(tableau, reduced, leaving, entering);
    basis[leaving] = entering;
  }
  const solution = objective.map(() => 0);
  basis.forEach((variable, row) => {
    if (variable < count) solution[variable] = Math.max(0, tableau[row]?.at(-1) ?? 0);
  });
  return solution;
}

/** The row that limits the entering variable most; among equals the lowest variable leaves. */
function leavingRow(
  tableau: readonly (readonly number[])[],
  basis: readonly number[],
  entering: number,
): number {
  let leaving = -1;
  let least = Infinity;
  tableau.forEach((row, index) => {
    const coefficient = row[entering] ?? 0;
    if (coefficient <= ROUNDING) return;
    const ratio = (row.at(-1) ?? 0) / coefficient;
    const isTie = Math.abs(ratio - least) <= ROUNDING;
    const isLower = (basis[index] ?? 0) < (basis[leaving] ?? Infinity);
    if (isTie ? isLower : ratio < least) {
      least = Math.min(least, ratio);
      leaving = index;
    }
  });
  return leaving;
}

function pivot(tableau: number[][], reduced: number[], pivotRow: number, entering: number): void {
  const row = tableau[pivotRow] ?? [];
  const scale = row[entering] ?? NaN;
  row.forEach((value, column) => (row[column] = value / scale));
  const eliminate = (target: number[]): void => {
    const factor = target[entering] ?? 0;
    if (factor === 0) return;
    row.forEach((value, column) => (target[column] = (target[column] ?? 0) - factor * value));
    target[entering] = 0;
  };
  tableau.forEach((other, index) => {
    if (index !== pivotRow) eliminate(other);
  });
  eliminate(reduced);
}
