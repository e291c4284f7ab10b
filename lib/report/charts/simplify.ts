/** Curves with as few points as look alike. */

/** A point in the units of the chart. */
export type Point = readonly [x: number, y: number];

/**
 * The points of a line without those that lie nearer than `tolerance` to the line through the others (Ramer 1972,
 * https://doi.org/10.1016/S0146-664X(72)80017-0; Douglas & Peucker 1973). The ends stay.
 */
export function simplified(points: readonly Point[], tolerance = 0.25): Point[] {
  if (points.length < 3) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [first: number, last: number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [first, last] = span;
    let [farthest, place] = [tolerance, -1];
    for (let i = first + 1; i < last; i++) {
      const apart = distance(points[i] as Point, points[first] as Point, points[last] as Point);
      if (apart > farthest) [farthest, place] = [apart, i];
    }
    if (place < 0) continue;
    kept[place] = 1;
    open.push([first, place], [place, last]);
  }
  return points.filter((_, i) => kept[i] === 1);
}

/** Of a point from the stretch between two others. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
