/** The server's interface: addresses and what they answer. */
import type { Rec } from './record';
import { query } from './params';

export interface Verdict {
  number: number;
  record: string;
  verdict: 'accept' | 'reject' | 'fix';
  fields: Record<string, unknown>;
  note: string;
  reviewer: string;
  at: string;
  adjudicates: boolean;
  carried: boolean;
}

/** A record with what the store knows besides. */
export interface Listed extends Rec {
  title: string | null;
  outlet: string | null;
  url: string | null;
  day: string | null;
  place_precision: string | null;
  review: Verdict | null;
}

export interface Count {
  value: string;
  label: string | null;
  count: number;
}

export interface Summary {
  /** Version of the record. */
  schema: number;
  program: string;
  store: string;
  demo: boolean;
  writable: boolean;
  generation: number;
  coding: string | null;
  reports: number;
  records: number;
  first: string | null;
  last: string | null;
  matching: { records: number; reports: number; asserted: number; undated: number; reviewed: number; first: string | null; last: string | null };
}

export interface Records {
  total: number;
  records: Listed[];
}

export interface Facets {
  total: number;
  facets: Record<string, Count[]>;
  more: Record<string, number>;
}

export interface Timeline {
  by: 'day' | 'week' | 'month' | 'year';
  bins: { date: string; total: number; split: Record<string, number> }[];
  undated: number;
  keys: string[];
}

export interface MapPlace {
  name: string;
  lat: number;
  lon: number;
  country: string | null;
  precision: string | null;
  count: number;
  asserted: number;
  places: number;
}

export interface MapCountry {
  country: string;
  name: string;
  count: number;
  asserted: number;
}

export interface MapAnswer {
  total: number;
  nowhere: number;
  countries: MapCountry[];
  places: MapPlace[];
}

/** A report with all that it says. */
export interface ReportPage {
  id: string;
  title: string;
  text: string;
  outlet: string | null;
  url: string | null;
  published: string | null;
  /** Reports of nearly the same words. */
  near: string[];
  records: Listed[];
  previous: string | null;
  next: string | null;
}

export interface Why {
  record: string;
  rule: string;
  same: boolean;
  note: string | null;
  tokens: { text: string; lemma: string; upos: string; rel: string; head: number | null; name: string | null }[];
  actors: { text: string; name: string; code: string; row: string | null; through: string | null }[];
  places: { text: string; name: string; kind: string; country: string | null; lat: number; lon: number }[];
  times: { text: string; start: string; end: string; precision: string }[];
  say_so: { speaker: string; stance: string; cue: string; rule: string; content: string[] }[];
  events: {
    trigger: string;
    type: string;
    mode: string | null;
    rule: string;
    origin: string;
    sources: string[];
    targets: string[];
    trace: string[];
    record: string | null;
    this: boolean;
  }[];
}

/** The address of a part of the interface, with the filter and more parameters. */
export function api(part: string, filters?: URLSearchParams, more: Record<string, string | number | null | undefined> = {}): string {
  const params = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(more)) if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  return `/api/${part}${query(params)}`;
}

/** The same for one thing by its identifier. */
export function apiOf(part: string, id: string, rest = '', filters?: URLSearchParams, more: Record<string, string | number | null | undefined> = {}): string {
  return api(`${part}/${encodeURIComponent(id)}${rest}`, filters, more);
}

export interface Party {
  code: string;
  text: string;
}

export interface Move {
  date: string | null;
  state: string;
  record: string | null;
  document: string | null;
  speaker: Party | string | null;
  evidence: string;
  confidence: number;
}

/** What the ledger follows. */
export interface Item {
  id: string;
  kind: string;
  state: string;
  parties: { by: Party[]; to: Party[] };
  about: string;
  condition: string | null;
  deadline: string | null;
  deadline_text: string | null;
  expired: boolean;
  asserted: boolean;
  disputed: boolean;
  links: { relation: string; item: string }[];
  moves: Move[];
}

export interface LedgerAnswer {
  as_of: string;
  total: number;
  items: Item[];
  counts: { kind?: Record<string, number>; state?: Record<string, number> };
  days: string[];
}

export interface ItemPage extends Item {
  history: (Move & { title?: string; outlet?: string | null })[];
  linked: Item[];
}

export interface Voice extends Party {
  document: string;
  record: string;
  date: string | null;
  evidence?: string;
  outlet?: string | null;
}

/** An act on which accounts differ. */
export interface Dispute {
  id: string;
  act: string;
  about: string;
  type: string;
  date: string | null;
  asserted_by: Voice[];
  denied_by: Voice[];
  retracted_by: Voice[];
  figures: { kind: string; min: number | null; max: number | null; speaker: Party | null; document: string; record: string }[];
  records: string[];
}

export interface DisputesAnswer {
  as_of: string;
  total: number;
  disputes: Dispute[];
  days: string[];
}

export interface ActorRow {
  code: string;
  label: string;
  names: string[];
  source: number;
  target: number;
  speaker: number;
  about: number;
  first: string | null;
  last: string | null;
}

export interface ActorsAnswer {
  total: number;
  actors: ActorRow[];
}

/** One side of an actor: what it did, say. */
export interface Sheet {
  total: number;
  asserted: number;
  types: Count[];
  status: Count[];
  records: Listed[];
}

export interface ActorPage {
  code: string;
  label: string;
  names: { name: string; count: number }[];
  first: string | null;
  last: string | null;
  did: Sheet;
  was_done_to: Sheet;
  said: Sheet;
  was_said_about: Sheet;
  partners: { code: string; label: string; to: number; from: number; cooperation: number; conflict: number }[];
}

export interface Dyad {
  a: string;
  a_label: string;
  b: string;
  b_label: string;
  count: number;
  asserted: number;
  claimed: number;
  cooperation: number;
  conflict: number;
  intensity: number | null;
}

export interface DyadSeries {
  a: string;
  a_label: string;
  b: string;
  b_label: string;
  by: Timeline['by'];
  total: number;
  undated: number;
  bins: { date: string; cooperation: { asserted: number; claimed: number }; conflict: { asserted: number; claimed: number }; intensity: number | null }[];
}

export interface NetworkAnswer {
  nodes: { id: string; label: string; country: string | null; count: number }[];
  edges: { source: string; target: string; count: number; asserted: number; cooperation: number; conflict: number; first: string | null; last: string | null; bins?: Record<string, number> }[];
  first: string | null;
  last: string | null;
  by: Timeline['by'];
  left_out: number;
}

/** A record by itself, with its sentence cut at the edges of its roles. */
export interface Detail extends Listed {
  sentence_text: string;
  parts: { text: string; roles: string[] }[];
  /** The speech act that carries it, and what it carries. */
  embedding: Listed | null;
  embedded: Listed[];
  act: { id: string; records: Listed[] } | null;
  reviews: Verdict[];
}

export interface Codes {
  type: Count[];
  mode: Count[];
  status: Count[];
  aspect: Count[];
  denial: Count[];
  stance: Count[];
  /** Which modes a type has. */
  modes_of: Record<string, string[]>;
}

export interface Score {
  judged: number;
  accepted: number;
  fixed: number;
  rejected: number;
  precision: number | null;
  /** Share of those accepted or corrected that were right in every field. */
  exact: number | null;
  fields: { field: string; judged: number; right: number; share: number | null }[];
  calibration: { from: number; to: number; records: number; right: number }[];
}

export interface Agreement {
  records: number;
  reviewers: string[];
  fields: { field: string; units: number; percent: number | null; kappa: number | null; alpha: number | null }[];
}

export interface Case {
  record: Listed;
  reviews: Verdict[];
  fields: string[];
}

export interface Job {
  job: string;
  name: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  read: number;
  added: number;
  changed: number;
  known: number;
  foreign: number;
  failed: number;
  records: number;
  problems: string[];
}
