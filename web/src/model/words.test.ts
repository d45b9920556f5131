import { describe, expect, it } from 'vitest';
import { record } from './sample';
import { actInWords, inWords, listed } from './words';

describe('a record in words', () => {
  it('says what was only demanded, by whom, and that it did not happen', () => {
    const by = record({ type: 'REQUEST', source: ['the United States'], target: ['Pakistan'] });
    const act = record({ type: 'ASSAULT', source: ['Pakistan'], target: ['the border region'], trigger: ['invade', 3], status: 'demanded', asserted: false, embedded_in: by.id });
    expect(inWords(act, by)).toBe('The United States demanded that Pakistan attack the border region (“invade”) — not reported to have happened; asserted by the report.');
  });

  it('says on whose word, outermost first', () => {
    const act = record({ type: 'ASSAULT', mode: 'heavy-weapons', source: ['troops'], target: ['a village'], asserted: false, speakers: [['a diplomat', 'said', 'asserts'], ['', 'reportedly', 'asserts']] });
    expect(inWords(act)).toBe('Troops shelled a village (“act”) — said to have happened; according to a diplomat (“said”), according to a speaker who is not named (“reportedly”); not asserted by the report itself.');
  });

  it('keeps a denial a denial', () => {
    const act = record({ type: 'ASSAULT', source: ['troops'], target: ['a village'], status: 'denied', denial: 'retracted', asserted: false, speakers: [['Kenya', 'retracted', 'retracts']] });
    expect(inWords(act)).toContain('Troops did not attack a village (“act”) — a claim that was taken back; taken back by Kenya');
  });

  it('names the one who refused, not the one who was refused', () => {
    const by = record({ type: 'REJECT', source: ['Uganda'] });
    const demand = record({ type: 'REQUEST', source: ['Kenya'], target: ['Uganda'], status: 'refused', asserted: false, embedded_in: by.id });
    expect(inWords(demand, by)).toContain('That Kenya make a demand of Uganda was refused by Uganda');
    expect(inWords(demand)).toContain('That Kenya make a demand of Uganda was refused');
    const own = record({ type: 'RETREAT', mode: 'withdraw', source: ['Uganda'], target: ['Busia'], status: 'refused', asserted: false, embedded_in: by.id });
    expect(inWords(own, by)).toContain('Uganda refused to withdraw from Busia');
  });

  it.each([
    ['promised', 'Tanzania promised to give aid to Uganda (“act”) — not reported'],
    ['threatened', 'Tanzania threatened to give aid to Uganda (“act”) — not reported'],
    ['planned', 'Tanzania planned to give aid to Uganda (“act”) — not reported'],
    ['proposed', 'Tanzania offered to give aid to Uganda (“act”) — not reported'],
    ['possible', 'Tanzania may give aid to Uganda, or may have done so (“act”) — not known'],
  ] as const)('never tells %s as fact', (status, start) => {
    expect(inWords(record({ type: 'AID', source: ['Tanzania'], target: ['Uganda'], status, asserted: false }))).toContain(start);
  });

  it('names nobody where nobody is named', () => {
    expect(inWords(record({ type: 'ASSAULT', source: [], target: [] }))).toContain('Somebody not named attacked somebody or something not named');
    expect(actInWords(record({ type: 'CONSULT', source: ['Kenya'] }))).toBe('Kenya held talks');
    expect(actInWords(record({ type: 'CONSULT', source: ['Kenya'], status: 'planned' }))).toBe('Kenya planned to hold talks');
  });

  it('lists each name once', () => {
    expect(listed(['Kenya', 'Kenya', 'Uganda', 'Tanzania'])).toBe('Kenya, Uganda and Tanzania');
  });
});
