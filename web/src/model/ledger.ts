/** The ledger's items as a board. */
import type { Item, Party } from './api';
import { listed } from './words';

/** The columns of the board, and what an analyst reads from each. */
export const STANDS = [
  { name: 'open', title: 'Open', means: 'made, and not yet answered' },
  { name: 'moving', title: 'Under way', means: 'accepted, agreed or going on' },
  { name: 'stalled', title: 'Refused, lapsed or broken', means: 'answered with no, let pass, halted or not kept' },
  { name: 'done', title: 'Carried out or over', means: 'done, concluded, ended or withdrawn' },
] as const;

const COLUMN: Record<string, (typeof STANDS)[number]['name']> = {
  open: 'open',
  proposed: 'open',
  announced: 'open',
  accepted: 'moving',
  'conditionally accepted': 'moving',
  agreed: 'moving',
  'under way': 'moving',
  refused: 'stalled',
  broken: 'stalled',
  'broken off': 'stalled',
  suspended: 'stalled',
  violated: 'stalled',
  lapsed: 'stalled',
};

/** Where an item stands on the board. */
export function columnOf(item: Pick<Item, 'state'>): (typeof STANDS)[number]['name'] {
  return COLUMN[item.state] ?? 'done';
}

/** What presses comes first: among open items the nearest deadline, else whatever moved last. */
export function arranged(items: Item[], column: string): Item[] {
  const due = (item: Item) => (column === 'open' && item.deadline && !item.expired ? item.deadline : '9999');
  const moved = (item: Item) => item.moves.at(-1)?.date ?? '';
  return [...items].sort((a, b) => due(a).localeCompare(due(b)) || moved(b).localeCompare(moved(a)) || a.id.localeCompare(b.id));
}

export function partyWords(parties: Party[]): string {
  return parties.length ? listed(parties.map((one) => one.text || one.code)) : 'somebody not named';
}

/** An item as a row of a table. */
export function itemRow(item: Item): Record<string, string | number | boolean | null> {
  const codes = (parties: Party[]) => parties.map((one) => one.code || one.text).join(';');
  return {
    id: item.id,
    kind: item.kind,
    state: item.state,
    by: codes(item.parties.by),
    to: codes(item.parties.to),
    about: item.about,
    condition: item.condition,
    deadline: item.deadline,
    expired: item.expired,
    disputed: item.disputed,
    asserted: item.asserted,
    moves: item.moves.length,
    first: item.moves[0]?.date ?? null,
    last: item.moves.at(-1)?.date ?? null,
  };
}
