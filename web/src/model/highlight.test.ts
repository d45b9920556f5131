import { describe, expect, it } from 'vitest';
import { marksOf, pieces, stack, type Mark } from './highlight';
import { record } from './sample';
import { parsed, shown } from './shown';

const mark = (start: number, end: number, role: Mark['role'] = 'act', id = 'a'): Mark => ({ record: id, role, stroke: 'solid', start, end, lane: 0 });

describe('stacked lines', () => {
  it('gives overlapping spans lanes of their own', () => {
    const lanes = stack([mark(0, 10), mark(5, 15, 'source', 'b'), mark(12, 20, 'target', 'c')]).map((one) => one.lane);
    expect(lanes).toEqual([0, 1, 0]);
  });

  it('draws equal spans of one role as one line', () => {
    const lanes = stack([mark(0, 5, 'source', 'a'), mark(0, 5, 'source', 'b'), mark(0, 5, 'target', 'c')]).map((one) => one.lane);
    expect(new Set(lanes).size).toBe(2);
  });

  it('cuts the text at every edge and loses no character', () => {
    const text = 'Rebels denied that they had shelled the town.';
    const parts = pieces(text, stack([mark(0, 6), mark(0, 20, 'source'), mark(28, 35)]));
    expect(parts.map((one) => one.text).join('')).toBe(text);
    expect(parts[0]).toMatchObject({ start: 0, end: 6 });
    expect(parts[0]!.marks).toHaveLength(2);
    expect(parts.find((one) => one.text === 'shelled')?.marks).toHaveLength(1);
  });

  it('counts code points, not units: what stands before an emoji or a rare letter does not shift', () => {
    const parts = pieces('🕊𝔄 shelled', stack([mark(3, 10)]));
    expect(parts.at(-1)).toMatchObject({ text: 'shelled', start: 3 });
  });

  it('leaves out spans that point nowhere and those of the other field', () => {
    const title = record({ in: 'title', trigger: ['Truce', 0] });
    const text = record({ trigger: ['met', 4], source: ['Kenya'] });
    expect(marksOf([title, text], 'text').map((one) => one.record)).toEqual([text.id]);
  });

  it('survives marks beyond the end of the text', () => {
    expect(pieces('short', stack([mark(2, 99)])).map((one) => one.text)).toEqual(['sh', 'ort']);
  });
});

describe('text that would run backwards', () => {
  it('shows where it does, and keeps every offset', () => {
    const text = 'a \u202Eevil\u202C b';
    expect(shown(text)).toBe('a \uFFFDevil\uFFFD b');
    expect(Array.from(shown(text))).toHaveLength(Array.from(text).length);
  });

  it('leaves the names by which a report is found again', () => {
    const answer = { id: 'a\u202Eb#1', document: 'a\u202Eb', title: '\u202Eevil', source: [{ text: 'x\u2066y' }] };
    expect(parsed(JSON.stringify(answer))).toEqual({ ...answer, title: '\uFFFDevil', source: [{ text: 'x\uFFFDy' }] });
  });
});
