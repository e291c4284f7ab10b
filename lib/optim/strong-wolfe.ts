/**
 * Line search for the strong Wolfe conditions, as minFunc has it: https://www.cs.ubc.ca/~schmidtm/Software/minFunc.html,
 * after Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6.
 *
 * It is a generator, so that whoever evaluates the function may do so at once or later: it yields a step size and gets
 * what is there.
 */

/** The function along the line, at step size `t`. */
export interface LinePoint<G> {
  t: number;
  /** Its value. */
  value: number;
  /** Its slope along the line. */
  slope: number;
  /** Its gradient, which the search passes on. */
  gradient: G;
}

/** What a search asks for, and what it gets. */
export type Search<G> = Generator<number, { best: LinePoint<G>; evaluations: number }, LinePoint<G>>;

/** How much the value has to fall, and the slope. */
const FALL = 1e-4;
const SLOPE = 0.9;

/** The least of a cubic through two values and slopes, within bounds. */
function cubicLeast(
  a: LinePoint<unknown>,
  b: LinePoint<unknown>,
  [low, high]: readonly [number, number] = [Math.min(a.t, b.t), Math.max(a.t, b.t)],
): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.t - b.t);
  const square = d1 ** 2 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const [left, right] = a.t <= b.t ? [a, b] : [b, a];
  const d2 = Math.sqrt(square);
  const least =
    right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
  return Math.min(Math.max(least, low), high);
}

/**
 * Searches from `start` (`t` is 0) with the first step `first`.
 *
 * @param reach the largest element of the direction, by which the bracket's width is judged
 * @param tolerance width of a bracket that ends the search
 * @param most most evaluations beside the first
 */
export function* strongWolfe<G>(
  start: LinePoint<G>,
  first: number,
  { reach, tolerance, most }: { reach: number; tolerance: number; most: number },
): Search<G> {
  const isTooHigh = (point: LinePoint<G>): boolean =>
    point.value > start.value + FALL * point.t * start.slope;
  const isFlat = (point: LinePoint<G>): boolean => Math.abs(point.slope) <= -SLOPE * start.slope;
  let now = yield first;
  let evaluations = 1;
  let rounds = 0;
  let before = start;
  let bracket: [LinePoint<G>, LinePoint<G>] | null = null;
  while (rounds < most) {
    if (isTooHigh(now) || (rounds > 1 && now.value >= before.value)) {
      bracket = [before, now];
      break;
    }
    if (isFlat(now)) return { best: now, evaluations };
    if (now.slope >= 0) {
      bracket = [before, now];
      break;
    }
    const next = cubicLeast(before, now, [now.t + 0.01 * (now.t - before.t), now.t * 10]);
    before = now;
    now = yield next;
    evaluations++;
    rounds++;
  }
  bracket ??= [start, now];

  let low = bracket[0].value <= bracket[1].value ? 0 : 1;
  let wasSlow = false;
  while (rounds < most) {
    const [a, b] = bracket;
    if (Math.abs(b.t - a.t) * reach < tolerance) break;
    const [left, right] = [Math.min(a.t, b.t), Math.max(a.t, b.t)];
    let next = cubicLeast(a, b);
    // A step too near to an end narrows the bracket too little: the second one in turn is moved inwards.
    const margin = 0.1 * (right - left);
    if (Math.min(right - next, next - left) < margin) {
      if (wasSlow || next >= right || next <= left) {
        next = Math.abs(next - right) < Math.abs(next - left) ? right - margin : left + margin;
        wasSlow = false;
      } else {
        wasSlow = true;
      }
    } else {
      wasSlow = false;
    }
    now = yield next;
    evaluations++;
    rounds++;
    const best = bracket[low] as LinePoint<G>;
    const other = bracket[1 - low] as LinePoint<G>;
    if (isTooHigh(now) || now.value >= best.value) {
      bracket[1 - low] = now;
      low = bracket[0].value <= bracket[1].value ? 0 : 1;
      continue;
    }
    const isDone = isFlat(now);
    if (!isDone && now.slope * (other.t - best.t) >= 0) bracket[1 - low] = best;
    bracket[low] = now;
    if (isDone) break;
  }
  return { best: bracket[low] as LinePoint<G>, evaluations };
}
