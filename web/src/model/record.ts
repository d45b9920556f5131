/** The record as the program writes it (schema/record.schema.json), and what the store adds to it. */

export type Status =
  | 'occurred'
  | 'denied'
  | 'demanded'
  | 'promised'
  | 'threatened'
  | 'refused'
  | 'planned'
  | 'proposed'
  | 'possible';

export type Span = [start: number, end: number];

export interface Mention {
  text: string;
  span: Span;
  name: string;
  code: string;
  country: string | null;
  sectors: string[];
  kb: string | null;
}

export interface Speaker {
  text: string;
  span: Span;
  name: string;
  code: string;
  cue: { text: string; span: Span };
  stance: string;
}

export interface Place {
  text: string;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  geonames: number | null;
  precision?: string | null;
}

export interface Quantity {
  kind: string;
  min: number | null;
  max: number | null;
  text: string;
}

export interface Rec {
  id: string;
  document: string;
  sentence: number;
  published: string | null;
  date: string | null;
  date_precision: string;
  date_basis: string | null;
  type: string;
  mode: string | null;
  contexts: string[];
  quad: string;
  cameo: string;
  intensity: number | null;
  folded: boolean;
  in: 'text' | 'title';
  trigger: { text: string; span: Span };
  source: Mention[];
  target: Mention[];
  status: Status;
  aspect: string | null;
  denial: string | null;
  asserted: boolean;
  speakers: Speaker[];
  embedded_in: string | null;
  embeds: string[];
  condition: string | null;
  deadline: string | null;
  place: Place | null;
  place_basis: string | null;
  quantities: Quantity[];
  confidence: number;
  rule: string;
  evidence: string;
}
