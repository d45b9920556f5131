/** Overlapping spans as stacked lines: which pieces a text falls into, and at what height each line runs. */
import { stroke, type Stroke } from './labels';
import type { Rec, Span } from './record';

export type Role = 'act' | 'source' | 'target' | 'speaker' | 'cue';

/** A span of a record, drawn as one line. */
export interface Mark {
  record: string;
  role: Role;
  stroke: Stroke;
  start: number;
  end: number;
  lane: number;
}

/** A piece of text under which the same lines run throughout. */
export interface Piece {
  start: number;
  end: number;
  text: string;
  marks: Mark[];
}

function mark(record: Rec, role: Role, span: Span): Mark {
  return { record: record.id, role, stroke: stroke(record.status), start: span[0], end: span[1], lane: 0 };
}

/** All spans of the records that point into a field of the report. */
export function marksOf(records: Rec[], field: 'text' | 'title'): Mark[] {
  const marks: Mark[] = [];
  for (const record of records) {
    if (record.in !== field) continue;
    marks.push(mark(record, 'act', record.trigger.span));
    for (const one of record.source) marks.push(mark(record, 'source', one.span));
    for (const one of record.target) marks.push(mark(record, 'target', one.span));
    for (const one of record.speakers) {
      marks.push(mark(record, 'speaker', one.span), mark(record, 'cue', one.cue.span));
    }
  }
  return marks.filter((one) => one.end > one.start);
}

/** Gives each mark the lowest line that is free where it runs; equal spans of one role share a line. */
export function stack(marks: Mark[]): Mark[] {
  const order = [...marks].sort((a, b) => a.start - b.start || b.end - a.end || a.role.localeCompare(b.role));
  const ends: number[] = [];
  const placed: Mark[] = [];
  for (const one of order) {
    const same = placed.find(
      (other) => other.start === one.start && other.end === one.end && other.role === one.role && other.stroke === one.stroke,
    );
    let lane = same?.lane ?? ends.findIndex((end) => end <= one.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = Math.max(ends[lane] ?? 0, one.end);
    placed.push({ ...one, lane });
  }
  return placed;
}

/**
 * Cuts a text wherever a line begins or ends. Offsets of records count code points, JavaScript's strings UTF-16 units: the text is
 * taken apart into code points first.
 */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const one of marks) {
    if (one.start < points.length) cuts.add(one.start);
    if (one.end < points.length) cuts.add(one.end);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const open = [...marks].sort((a, b) => a.start - b.start);
  const out: Piece[] = [];
  let live: Mark[] = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = edges[i]!;
    const end = edges[i + 1]!;
    while (next < open.length && open[next]!.start <= start) live.push(open[next++]!);
    live = live.filter((one) => one.end > start);
    out.push({ start, end, text: points.slice(start, end).join(''), marks: live.slice() });
  }
  return out;
}
