/**
 * The rows of one stretch of a time series, of which only those stay that hold the least or the
 * greatest value of some series. Taking a row allocates nothing. A row is a time followed by one
 * number per series, `NaN` where unknown.
 */
export class OpenBucket {
  readonly #rowLength: number;
  /** Most rows it hands out: as many as there are extremes. */
  readonly #rowsMax: number;
  /** The first rows as they came: all of them while they are few. */
  readonly #first: Float64Array;
  /** For each series the row with its least value, then the row with its greatest. */
  readonly #extremes: Float64Array;
  #count = 0;

  constructor(rowLength: number) {
    this.#rowLength = rowLength;
    this.#rowsMax = 2 * (rowLength - 1);
    this.#first = new Float64Array(this.#rowsMax * rowLength);
    this.#extremes = new Float64Array(this.#rowsMax * rowLength).fill(Number.NaN);
  }

  /** Rows taken. */
  get count(): number {
    return this.#count;
  }

  take(row: Float64Array): void {
    const length = this.#rowLength;
    if (this.#count < this.#rowsMax) copyRow(row, this.#first, this.#count * length);
    this.#count += 1;
    const extremes = this.#extremes;
    for (let column = 1; column < length; column += 1) {
      const value = row[column] ?? Number.NaN;
      const least = (column - 1) * 2 * length;
      const greatest = least + length;
      if (Number.isNaN(value)) continue;
      // A comparison with NaN is false, hence the negations: nothing yet counts as beaten.
      if (!((extremes[least + column] ?? 0) <= value)) copyRow(row, extremes, least);
      if (!((extremes[greatest + column] ?? 0) >= value)) copyRow(row, extremes, greatest);
    }
  }

  /** The rows that stay, in time order. */
  rows(): Float64Array[] {
    const isWhole = this.#count <= this.#rowsMax;
    const from = isWhole ? this.#first : this.#extremes;
    const byTime = new Map<number, Float64Array>();
    for (let index = 0; index < Math.min(this.#count, this.#rowsMax); index += 1) {
      const row = from.slice(index * this.#rowLength, (index + 1) * this.#rowLength);
      const timeMs = row[0] ?? Number.NaN;
      if (!Number.isNaN(timeMs)) byTime.set(timeMs, row);
    }
    const rows = [...byTime.values()];
    return isWhole ? rows : rows.toSorted((left, right) => (left[0] ?? 0) - (right[0] ?? 0));
  }

  clear(): void {
    this.#count = 0;
    this.#extremes.fill(Number.NaN);
  }
}

/** Nine numbers are copied faster one by one than by `TypedArray.set`. */
function copyRow(row: Float64Array, target: Float64Array, offset: number): void {
  for (let column = 0; column < row.length; column += 1) {
    target[offset + column] = row[column] ?? Number.NaN;
  }
}
