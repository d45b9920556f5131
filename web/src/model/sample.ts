/** Records for tests, from the little that a test is about. */
import type { Mention, Rec } from './record';

type Wanted = Partial<Omit<Rec, 'source' | 'target' | 'speakers' | 'trigger'>> & {
  source?: string[];
  target?: string[];
  speakers?: [name: string, cue: string, stance: string][];
  trigger?: [text: string, start: number];
};

let made = 0;

function mention(text: string): Mention {
  return { text, span: [0, 0], name: '', code: '', country: null, sectors: [], kb: null };
}

export function record(wanted: Wanted): Rec {
  const [trigger, start] = wanted.trigger ?? ['act', 0];
  return {
    id: `sample#${String(++made).padStart(6, '0')}`,
    document: 'sample',
    sentence: 0,
    published: '2026-03-02',
    date: null,
    date_precision: 'unknown',
    date_basis: null,
    type: 'CONSULT',
    mode: null,
    contexts: [],
    quad: 'verbal cooperation',
    cameo: '040',
    intensity: 1,
    folded: false,
    in: 'text',
    status: 'occurred',
    aspect: 'completed',
    denial: null,
    asserted: true,
    embedded_in: null,
    embeds: [],
    condition: null,
    deadline: null,
    place: null,
    place_basis: null,
    quantities: [],
    confidence: 0.9,
    rule: '',
    evidence: '',
    ...wanted,
    trigger: { text: trigger, span: [start, start + Array.from(trigger).length] },
    source: (wanted.source ?? []).map(mention),
    target: (wanted.target ?? []).map(mention),
    speakers: (wanted.speakers ?? []).map(([name, cue, stance]) => ({ text: name, span: [0, 0], name, code: '', cue: { text: cue, span: [0, 0] }, stance })),
  };
}
