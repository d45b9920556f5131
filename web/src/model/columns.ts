/** A column of the table of records; `sort` is what the server calls its order. */
export interface Column {
  name: string;
  title: string;
  sort?: string;
}

export const COLUMNS: Column[] = [
  { name: 'date', title: 'When', sort: 'date' },
  { name: 'act', title: 'Who did what to whom' },
  { name: 'type', title: 'Type', sort: 'type' },
  { name: 'status', title: 'Status', sort: 'status' },
  { name: 'speakers', title: 'On whose say-so' },
  { name: 'place', title: 'Where' },
  { name: 'outlet', title: 'Outlet' },
  { name: 'evidence', title: 'Sentence' },
  { name: 'cameo', title: 'CAMEO' },
  { name: 'intensity', title: 'Intensity' },
  { name: 'contexts', title: 'Contexts' },
  { name: 'quantities', title: 'Figures' },
  { name: 'confidence', title: 'Sure', sort: 'confidence' },
  { name: 'review', title: 'Review' },
  { name: 'document', title: 'Report' },
  { name: 'rule', title: 'Rule' },
];

export const USUAL = ['date', 'act', 'type', 'status', 'speakers', 'place', 'outlet'];
