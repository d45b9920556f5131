/** Addresses that come out of reports are links only if they lead to the web; everything else stays text. */
export function webAddress(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const parsed = new URL(address);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
}

/** The page of a report, at one of its records. Filters go along, for the way back. */
export function reportAddress(document: string, record?: string | null, filters?: URLSearchParams): string {
  const params = new URLSearchParams([['id', document], ...(filters ?? [])]);
  if (record) params.set('act', record);
  return `/report?${params}`;
}

export function actorAddress(code: string): string {
  return `/actor?${new URLSearchParams({ code })}`;
}

export function pairAddress(a: string, b: string): string {
  return `/pair?${new URLSearchParams({ a, b })}`;
}
