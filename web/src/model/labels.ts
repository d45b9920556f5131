/** What the codes are called, in the words of the trade. */
import type { Rec, Status } from './record';

export const STATUSES: Status[] = [
  'occurred',
  'denied',
  'demanded',
  'promised',
  'threatened',
  'refused',
  'planned',
  'proposed',
  'possible',
];

export const TYPES = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
];

/** How the line under an act is drawn. */
export type Stroke = 'solid' | 'dashed' | 'dotted' | 'struck';

export function stroke(status: Status): Stroke {
  if (status === 'occurred') return 'solid';
  if (status === 'denied') return 'struck';
  return status === 'possible' ? 'dotted' : 'dashed';
}

/** The five kinds of record that every chart tells apart. */
export type Kind = 'asserted' | 'claimed' | 'open' | 'possible' | 'denied';

export const KINDS: { kind: Kind; label: string; means: string }[] = [
  { kind: 'asserted', label: 'asserted', means: 'happened, by the report’s own word' },
  { kind: 'claimed', label: 'claimed', means: 'happened, on somebody else’s word' },
  { kind: 'open', label: 'wished or announced', means: 'demanded, promised, threatened, refused, planned or proposed' },
  { kind: 'possible', label: 'possible', means: 'may have happened, or may happen' },
  { kind: 'denied', label: 'denied', means: 'said not to have happened' },
];

/** The quadrants as parts of a bar. */
export const QUADS = [
  { key: 'verbal cooperation', label: 'verbal cooperation', colour: 'color-mix(in srgb, var(--q-cooperation) 55%, var(--card))' },
  { key: 'material cooperation', label: 'material cooperation', colour: 'var(--q-cooperation)' },
  { key: 'verbal conflict', label: 'verbal conflict', colour: 'color-mix(in srgb, var(--q-conflict) 55%, var(--card))' },
  { key: 'material conflict', label: 'material conflict', colour: 'var(--q-conflict)' },
];

export function kindOf(record: Pick<Rec, 'status' | 'asserted'>): Kind {
  if (record.asserted) return 'asserted';
  if (record.status === 'occurred') return 'claimed';
  if (record.status === 'denied' || record.status === 'possible') return record.status;
  return 'open';
}

const DENIALS: Record<string, string> = {
  never: 'said not to have happened',
  not_yet: 'said not to have happened yet',
  failed: 'tried, and said to have failed',
  cancelled: 'called off beforehand',
  invented: 'said to be an invention',
  retracted: 'a claim that was taken back',
};

/** In what way an act is denied. */
export function denialWords(denial: string | null): string {
  return DENIALS[denial ?? 'never'] ?? 'said not to have happened';
}

export const PRECISIONS: Record<string, string> = {
  country: 'known to the country only',
  admin1: 'known to the province',
  admin2: 'known to the district',
  city: 'known to the town',
  feature: 'known to the spot',
  region: 'known to a region',
};

/** `third-party` as `third party`; codes stay readable without a table for each. */
export function plain(code: string): string {
  return code.replaceAll('-', ' ').replaceAll('_', ' ');
}

export function percent(share: number | null | undefined): string {
  return share == null ? '—' : `${Math.round(share * 100)} %`;
}

const NUMBER = new Intl.NumberFormat('en');

export function count(n: number): string {
  return NUMBER.format(n);
}

/** "1 record", "2 records", "4,211 records". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
