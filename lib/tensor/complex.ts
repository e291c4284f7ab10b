/** Complex numbers as operators take and return them. */

/** A complex number `re + im i`. */
export class Complex {
  readonly re: number;
  readonly im: number;

  constructor(re: number, im = 0) {
    this.re = re;
    this.im = im;
  }

  toString(): string {
    return `${this.re}${this.im < 0 ? "-" : "+"}${Math.abs(this.im)}i`;
  }
}
