/** What narrows a view: the same parameters in the page's address and in the interface's. */

export const FILTERS = [
  'q',
  'from',
  'to',
  'actor',
  'source',
  'target',
  'name',
  'type',
  'mode',
  'context',
  'quad',
  'status',
  'aspect',
  'asserted',
  'speaker',
  'place',
  'country',
  'outlet',
  'document',
  'review',
  'min_confidence',
] as const;

export type Filter = (typeof FILTERS)[number];

const CODED = new Set<string>(['actor', 'source', 'target']);

/** Only the filters among parameters, in a fixed order, so that the same filter is the same address. */
export function filtersOf(params: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of FILTERS) for (const value of params.getAll(name)) if (value) out.append(name, value);
  return out;
}

/** A value of a facet as a filter has it: an exact code ends in `!`, since a bare one takes all codes that begin so. */
export function filterValue(name: string, value: string): string {
  return CODED.has(name) && !value.endsWith('!') ? `${value}!` : value;
}

/** The other way round, for people. */
export function shownValue(name: string, value: string): string {
  return CODED.has(name) && value.endsWith('!') ? value.slice(0, -1) : value;
}

/** Ticks a value, or takes its tick away. */
export function toggled(params: URLSearchParams, name: string, value: string): string[] {
  const now = params.getAll(name);
  return now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
}

/** The filter as chips: name, value and what is left when it is taken away. */
export function chips(params: URLSearchParams): { name: Filter; value: string; rest: string[] }[] {
  return FILTERS.flatMap((name) =>
    params
      .getAll(name)
      .filter(Boolean)
      .map((value) => ({ name, value, rest: params.getAll(name).filter((one) => one !== value) })),
  );
}

/** What each facet is called, in the order shown. */
export const FACETS: { name: string; title: string }[] = [
  { name: 'status', title: 'What became of it' },
  { name: 'asserted', title: 'Whose word' },
  { name: 'type', title: 'Type' },
  { name: 'actor', title: 'Actor' },
  { name: 'speaker', title: 'Speaker' },
  { name: 'place', title: 'Place' },
  { name: 'country', title: 'Country' },
  { name: 'outlet', title: 'Outlet' },
  { name: 'review', title: 'Review' },
  { name: 'quad', title: 'Quadrant' },
  { name: 'mode', title: 'Mode' },
  { name: 'context', title: 'Context' },
  { name: 'source', title: 'Source' },
  { name: 'target', title: 'Target' },
];

const WORDS: Record<string, Record<string, string>> = {
  asserted: { true: 'the report’s own word', false: 'somebody’s word, wish or doubt' },
  speaker: { report: 'the report itself', unnamed: 'nobody named' },
  review: { none: 'not reviewed' },
};

/** A value in words, where its code is not a word. */
export function valueWords(name: string, value: string, label?: string | null): string {
  const found = WORDS[name]?.[value];
  if (found) return found;
  return label || value;
}
