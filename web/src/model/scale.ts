/** Axes: round numbers that a person would choose. */

/** Ticks from zero to at least `most`, about `wanted` of them, whole numbers only. */
export function ticks(most: number, wanted = 4): number[] {
  if (most <= 0) return [0, 1];
  const raw = most / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((m) => m >= raw) ?? raw);
  const out: number[] = [];
  for (let value = 0; value < most + step; value += step) out.push(Math.round(value));
  return out;
}

/** Which of `n` labels fit where each takes `width` of `room`. */
export function everyNth(n: number, room: number, width: number): number {
  return Math.max(1, Math.ceil((n * width) / Math.max(room, 1)));
}
