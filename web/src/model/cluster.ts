/** Points that would cover one another become one, at the scale shown. */

export interface Point {
  x: number;
  y: number;
  count: number;
}

export interface Cluster<P extends Point> extends Point {
  points: P[];
}

/** A scale near one of a row of scales, so that circles do not change with every turn of the wheel. */
export function coarse(k: number): number {
  return 2 ** (Math.round(2 * Math.log2(k)) / 2);
}

/** Joins points within a cell of a grid of `size`; the joint stands at their weighted middle. */
export function cluster<P extends Point>(points: P[], size: number): Cluster<P>[] {
  const cells = new Map<number, P[]>();
  for (const point of points) {
    // One number for both: no grid is a million cells high.
    const cell = Math.floor(point.x / size) * 1e6 + Math.floor(point.y / size);
    const in_it = cells.get(cell);
    if (in_it) in_it.push(point);
    else cells.set(cell, [point]);
  }
  return [...cells.values()].map((members) => {
    const count = members.reduce((sum, one) => sum + one.count, 0);
    const mean = (axis: 'x' | 'y') => members.reduce((sum, one) => sum + one[axis] * one.count, 0) / (count || 1);
    return { x: mean('x'), y: mean('y'), count, points: members };
  });
}

/** A circle whose area says how many. */
export function radius(count: number, most: number): number {
  return 4 + 13 * Math.sqrt(count / Math.max(most, 1));
}
