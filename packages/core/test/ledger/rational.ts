/** An exact fraction, kept in lowest terms. */
export class Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  static of(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
    let top = BigInt(numerator);
    let bottom = BigInt(denominator);
    if (bottom < 0n) [top, bottom] = [-top, -bottom];
    let left = top < 0n ? -top : top;
    let right = bottom;
    while (right > 0n) [left, right] = [right, left % right];
    return left > 1n ? new Rational(top / left, bottom / left) : new Rational(top, bottom);
  }

  plus(other: Rational): Rational {
    if (this.denominator === 1n && other.denominator === 1n) {
      return new Rational(this.numerator + other.numerator, 1n);
    }
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  isBelow(other: Rational): boolean {
    return this.numerator * other.denominator < other.numerator * this.denominator;
  }

  get isNegative(): boolean {
    return this.numerator < 0n;
  }

  /** True when an integer is at most `tolerance` away. */
  isNear(value: number, tolerance: number): boolean {
    const off = this.numerator - BigInt(value) * this.denominator;
    return (off < 0n ? -off : off) <= BigInt(tolerance) * this.denominator;
  }

  toNumber(): number {
    return Number((this.numerator * 1000n) / this.denominator) / 1000;
  }
}

export const NOUGHT = Rational.of(0);

export function lower(left: Rational, right: Rational): Rational {
  return left.isBelow(right) ? left : right;
}

export function higher(left: Rational, right: Rational): Rational {
  return left.isBelow(right) ? right : left;
}
