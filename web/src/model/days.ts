/** Days and bins of a time line. Days are `YYYY-MM-DD` texts, reckoned in UTC. */

export type Step = 'day' | 'week' | 'month' | 'year';

const DAY = 86_400_000;

export function toMillis(day: string): number {
  return Date.parse(`${day.length === 7 ? `${day}-01` : day.length === 4 ? `${day}-01-01` : day}T00:00:00Z`);
}

export function toDay(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return toDay(toMillis(day) + days * DAY);
}

export function daysBetween(a: string, b: string): number {
  return Math.round((toMillis(b) - toMillis(a)) / DAY);
}

/** The first day of the bin that a day falls into; weeks begin on Monday. */
export function binOf(day: string, step: Step): string {
  if (step === 'year') return `${day.slice(0, 4)}-01-01`;
  if (step === 'month') return `${day.slice(0, 7)}-01`;
  if (step === 'day') return day;
  const weekday = (new Date(toMillis(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The first day of the next bin. */
export function nextBin(day: string, step: Step): string {
  if (step === 'day') return addDays(day, 1);
  if (step === 'week') return addDays(day, 7);
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  if (step === 'year') return `${String(year + 1).padStart(4, '0')}-01-01`;
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Every bin from the first to the last, those without a record too. */
export function bins(first: string, last: string, step: Step, limit = 4000): string[] {
  const out: string[] = [];
  for (let day = binOf(first, step); day <= last && out.length < limit; day = nextBin(day, step)) out.push(day);
  return out;
}

interface Bin {
  date: string;
  total: number;
  split: Record<string, number>;
}

/** Bins with the empty ones between them. */
export function filled(some: Bin[], step: Step): Bin[] {
  if (!some.length) return [];
  const by = new Map(some.map((bin) => [bin.date, bin]));
  return bins(some[0]!.date, some.at(-1)!.date, step).map((date) => by.get(date) ?? { date, total: 0, split: {} });
}

/**
 * The days of all but one in a hundred records, if the rest stretch them to more than twice as long: one treaty of 1756 shall not make a
 * line of centuries. Null where the whole is as good.
 */
export function core(some: Bin[], step: Step): { from: string; to: string; left: number } | null {
  const total = some.reduce((sum, bin) => sum + bin.total, 0);
  const spare = Math.floor(total * 0.005);
  let [first, last, before, after] = [0, some.length - 1, 0, 0];
  while (first < last && before + some[first]!.total <= spare) before += some[first++]!.total;
  while (last > first && after + some[last]!.total <= spare) after += some[last--]!.total;
  if (!before && !after) return null;
  const whole = daysBetween(some[0]!.date, nextBin(some.at(-1)!.date, step));
  const from = some[first]!.date;
  const to = addDays(nextBin(some[last]!.date, step), -1);
  return daysBetween(from, to) * 2 < whole ? { from, to, left: before + after } : null;
}

/** The step that gives a readable number of bars. */
export function stepFor(first: string, last: string): Step {
  const days = daysBetween(first, last);
  if (days <= 120) return 'day';
  if (days <= 900) return 'week';
  return days <= 365 * 25 ? 'month' : 'year';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "3 Mar 2026"; less where less is known. */
export function dayWords(day: string | null, precision = 'day'): string {
  if (!day) return 'day not known';
  if (!/^\d{4}(-\d\d){0,2}$/.test(day)) return day;
  const year = day.slice(0, 4);
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
  if (precision === 'year' || day.length === 4) return year;
  if (precision === 'month' || day.length === 7) return `${month} ${year}`;
  const full = `${Number(day.slice(8, 10))} ${month} ${year}`;
  return precision === 'week' ? `week of ${full}` : full;
}

/** What a bin is called. */
export function binWords(day: string, step: Step): string {
  return dayWords(day, step === 'day' ? 'day' : step);
}
