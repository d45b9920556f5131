/**
 * Characters that make text run backwards would let a report say one thing and show another. Each becomes one visible mark, so that no
 * offset moves. Marks of direction that Arabic and Hebrew need stay.
 */
export function shown(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
