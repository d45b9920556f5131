/**
 * Characters that make text run backwards would let a report say one thing and show another. Each becomes one visible mark, so that no
 * offset moves. Marks of direction that Arabic and Hebrew need stay.
 */
export function shown(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** What names a report or a record, and must stay as it is to find it again. */
const NAMES = new Set(['id', 'record', 'document', 'previous', 'next', 'embedded_in']);

/** An answer of the server, its texts as they are to be shown. */
export function parsed<T>(json: string): T {
  const safe = shown(json);
  if (safe === json) return JSON.parse(json) as T;
  return JSON.parse(json, (name, value: unknown) => (typeof value === 'string' && !NAMES.has(name) ? shown(value) : value)) as T;
}
