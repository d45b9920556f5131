/** Rows that a view has worked out, as files: what is on the screen, all of it. */
export type Row = Record<string, string | number | boolean | null>;

/** One cell as CSV has it. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  let text = String(value);
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(rows: Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name] ?? null)).join(','))].join('\n') + '\n';
}
