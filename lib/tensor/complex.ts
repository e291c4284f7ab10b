/** Complex numbers as operators take and return them. */

import { kind, type Rest, signature } from "../edge/index.ts";

// NaN is a number here, as it is to operators.
const part = kind<number>("a number", (v) => typeof v === "number");

const TAKES = signature<{ im?: number }>("Complex", {
  takes: { re: part },
  options: { im: part },
  positional: ["im"],
});

/** A complex number `re + im i`. */
export class Complex {
  readonly re: number;
  readonly im: number;

  constructor(re: number, ...rest: Rest<{ im?: number }, [im: number]>) {
    const { im = 0 } = TAKES.read(rest);
    TAKES.check(re);
    this.re = re;
    this.im = im;
  }

  toString(): string {
    return `${this.re}${this.im < 0 ? "-" : "+"}${Math.abs(this.im)}i`;
  }
}
