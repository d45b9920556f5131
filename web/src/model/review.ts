/** A correction in the making: what the machine said, what the reviewer says. */
import { plain } from './labels';
import type { Rec, Status } from './record';
import { called, listed, speakerName } from './words';

/** A field that one key opens. */
export interface Field {
  name: 'type' | 'mode' | 'status' | 'source' | 'target' | 'speakers' | 'date' | 'place';
  title: string;
  key: string;
}

export const FIELDS: Field[] = [
  { name: 'type', title: 'Type', key: 't' },
  { name: 'mode', title: 'Mode', key: 'm' },
  { name: 'status', title: 'Status', key: 's' },
  { name: 'source', title: 'Source', key: 'o' },
  { name: 'target', title: 'Target', key: 'g' },
  { name: 'speakers', title: 'Speakers', key: 'k' },
  { name: 'date', title: 'Day', key: 'd' },
  { name: 'place', title: 'Place', key: 'l' },
];

export type Draft = Record<string, unknown>;

interface Someone {
  text?: string;
  name?: string;
  code?: string;
}

function someone(one: Someone): string {
  const name = one.name || one.text || '';
  return one.code && one.code !== name ? `${name} ${one.code}`.trim() : name || 'not named';
}

/** A value of a draft or of a fix, in words. */
export function draftWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (Array.isArray(value)) return value.length ? listed(value.map((one) => someone(one as Someone))) : 'nobody';
  if (typeof value === 'object') return someone(value as Someone);
  return plain(String(value));
}

/** What the machine has in a field. */
export function machineWords(record: Pick<Rec, 'type' | 'mode' | 'status' | 'source' | 'target' | 'speakers' | 'date' | 'place'>, field: Field['name']): string {
  switch (field) {
    case 'source':
    case 'target':
      return record[field].length ? listed(record[field].map((one) => `${called(one)}${one.code ? ` ${one.code}` : ''}`)) : 'nobody';
    case 'speakers':
      return record.speakers.length ? record.speakers.map(speakerName).join(' ← ') : 'the report itself';
    case 'place':
      return record.place?.name ?? 'none';
    default:
      return plain(record[field] ?? 'none');
  }
}

/** A draft with one more change; what follows from it goes along. */
export function changed(draft: Draft, field: Field['name'], value: unknown): Draft {
  const next: Draft = { ...draft, [field]: value };
  if (field === 'type') next.mode = null;
  if (field === 'status') next.denial = (value as Status) === 'denied' ? 'never' : null;
  return next;
}

/** "UGA", "Uganda UGA" or "Uganda" as an actor; nothing as nobody. More than one are parted by semicolons. */
export function actorsOf(text: string): Someone[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const words = part.split(/\s+/);
      const last = words.at(-1)!;
      const coded = /^[A-Z]{2,}[A-Z0-9]*$/.test(last);
      const name = (coded ? words.slice(0, -1) : words).join(' ');
      return { text: name || last, name: name || '', code: coded ? last : '' };
    });
}
