import { describe, expect, it } from 'vitest';
import type { Item, NetworkAnswer } from './api';
import { api, apiOf } from './api';
import { cluster } from './cluster';
import { addDays, binOf, bins, core, daysBetween, dayWords, nextBin, filled, stepFor } from './days';
import { chips, filtersOf, filterValue, toggled } from './filters';
import { kindOf } from './labels';
import { arranged, columnOf } from './ledger';
import { webAddress } from './link';
import { binsOf, edgesWithin, strongest } from './network';
import { actorsOf, changed, draftWords } from './review';
import { change, query } from './params';
import { cell, csv } from './rows';
import { everyNth, ticks } from './scale';

describe('addresses', () => {
  it('keep filters in one order and drop the rest', () => {
    const params = new URLSearchParams('page=3&status=denied&q=truce&status=possible&act=x');
    expect(filtersOf(params).toString()).toBe('q=truce&status=denied&status=possible');
  });

  it('take a tick away again', () => {
    const params = new URLSearchParams('type=AID&type=ASSAULT');
    expect(toggled(params, 'type', 'AID')).toEqual(['ASSAULT']);
    expect(toggled(params, 'type', 'COERCE')).toEqual(['AID', 'ASSAULT', 'COERCE']);
    expect(chips(params)[0]).toEqual({ name: 'type', value: 'AID', rest: ['ASSAULT'] });
  });

  it('ask for exact codes', () => {
    expect(filterValue('actor', 'KEN')).toBe('KEN!');
    expect(filterValue('type', 'AID')).toBe('AID');
  });

  it('change only what is asked', () => {
    expect(query(change(new URLSearchParams('a=1&b=2'), { a: null, c: ['3', '4'] }))).toBe('?b=2&c=3&c=4');
    expect(query(new URLSearchParams())).toBe('');
  });

  it('escape identifiers as one segment', () => {
    expect(apiOf('records', 'wire/04#a3f9c2', '/why')).toBe('/api/records/wire%2F04%23a3f9c2/why');
    expect(api('map', new URLSearchParams('q=a b'), { zoom: 4, none: null })).toBe('/api/map?q=a+b&zoom=4');
  });

  it('lead to the web or are no links', () => {
    expect(webAddress('https://example.org/a')).toBe('https://example.org/a');
    for (const bad of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', '//example.org', 'no', '', null]) expect(webAddress(bad)).toBeNull();
  });
});

describe('days', () => {
  it('fall into bins that begin on Monday, the first, New Year', () => {
    expect(binOf('2026-03-08', 'week')).toBe('2026-03-02');
    expect(binOf('2026-03-02', 'week')).toBe('2026-03-02');
    expect(binOf('2026-03-31', 'month')).toBe('2026-03-01');
    expect(nextBin('2026-12-01', 'month')).toBe('2027-01-01');
    expect(nextBin('2024-02-28', 'day')).toBe('2024-02-29');
  });

  it('leave no bin out', () => {
    expect(bins('2026-01-15', '2026-04-02', 'month')).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']);
    expect(bins('0001-01-01', '9999-12-31', 'day')).toHaveLength(4000);
  });

  it('are said as precisely as they are known', () => {
    expect(dayWords('2026-03-08')).toBe('8 Mar 2026');
    expect(dayWords('2026-03-08', 'month')).toBe('Mar 2026');
    expect(dayWords('2026-03-02', 'week')).toBe('week of 2 Mar 2026');
    expect(dayWords(null)).toBe('day not known');
    expect(dayWords('before the rains')).toBe('before the rains');
  });

  it('are counted across months and leap years', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(stepFor('2026-01-01', '2026-02-01')).toBe('day');
    expect(stepFor('1990-01-01', '2026-01-01')).toBe('year');
  });
});

describe('a time line', () => {
  const bin = (year: number, total: number) => ({ date: `${year}-01-01`, total, split: {} });

  it('is not stretched over centuries by a few records', () => {
    const found = core([bin(1756, 1), bin(2012, 400), bin(2013, 500), bin(2050, 1)], 'year');
    expect(found).toEqual({ from: '2012-01-01', to: '2013-12-31', left: 2 });
  });

  it('is whole where nothing stretches it', () => {
    expect(core([bin(2011, 4), bin(2012, 400), bin(2013, 500)], 'year')).toBeNull();
    expect(core([], 'year')).toBeNull();
    expect(core([bin(2012, 1), bin(2050, 1)], 'year')).toBeNull();
  });

  it('has its empty bins', () => {
    expect(filled([bin(2010, 1), bin(2012, 2)], 'year').map((one) => one.total)).toEqual([1, 0, 2]);
  });
});

describe('figures', () => {
  it('have ticks a person would choose, and whole ones', () => {
    expect(ticks(27, 3)).toEqual([0, 10, 20, 30]);
    expect(ticks(2, 3)).toEqual([0, 1, 2]);
    expect(ticks(0)).toEqual([0, 1]);
    expect(everyNth(100, 500, 50)).toBe(10);
  });

  it('join points that would cover one another and keep their number', () => {
    const found = cluster([{ x: 1, y: 1, count: 2 }, { x: 3, y: 3, count: 6 }, { x: 300, y: 9, count: 1 }], 26);
    expect(found.map((one) => one.count).sort()).toEqual([1, 8]);
    expect(found.find((one) => one.count === 8)?.x).toBe(2.5);
  });

  it('show the strongest lines where there are too many', () => {
    const edge = (count: number) => ({ source: 'A', target: `B${count}`, count, asserted: 0, cooperation: 0, conflict: count });
    expect(strongest([edge(1), edge(9), edge(5)], 2).map((one) => one.count)).toEqual([9, 5]);
    expect(strongest([edge(1)], 2)).toHaveLength(1);
  });

  it('show in the network only what falls into the window', () => {
    const network = { nodes: [], edges: [{ source: 'KEN', target: 'UGA', count: 4, asserted: 2, cooperation: 1, conflict: 3, first: null, last: null, bins: { '2026-03-01': 3, '2026-04-01': 1 } }], first: null, last: null, by: 'month', left_out: 0 } as NetworkAnswer;
    expect(binsOf(network)).toEqual(['2026-03-01', '2026-04-01']);
    expect(edgesWithin(network, '2026-04-01', '2026-04-01')[0]?.count).toBe(1);
    expect(edgesWithin(network, '2026-05-01', null)).toEqual([]);
  });
});

describe('kinds and columns', () => {
  it('call nothing asserted that the report does not assert', () => {
    expect(kindOf({ status: 'occurred', asserted: true })).toBe('asserted');
    expect(kindOf({ status: 'occurred', asserted: false })).toBe('claimed');
    expect(kindOf({ status: 'promised', asserted: false })).toBe('open');
    expect(kindOf({ status: 'denied', asserted: false })).toBe('denied');
  });

  it('put every state somewhere', () => {
    const at = (state: string) => columnOf({ state } as Item);
    expect(['open', 'accepted', 'lapsed', 'carried out', 'a state to come'].map(at)).toEqual(['open', 'moving', 'stalled', 'done', 'done']);
  });
});

describe('the board', () => {
  it('has the nearest deadline first, then what moved last', () => {
    const item = (id: string, deadline: string | null, date: string, expired = false) => ({ id, deadline, expired, moves: [{ date }] }) as Item;
    const items = [item('old', null, '2026-01-01'), item('new', null, '2026-03-01'), item('due', '2026-04-01', '2026-01-01'), item('past', '2026-01-02', '2026-02-01', true)];
    expect(arranged(items, 'open').map((one) => one.id)).toEqual(['due', 'new', 'past', 'old']);
    expect(arranged(items, 'done').map((one) => one.id)).toEqual(['new', 'past', 'due', 'old']);
  });
});

describe('corrections', () => {
  it('read actors as they are typed', () => {
    expect(actorsOf('Uganda UGA; a diplomat; KEN')).toEqual([
      { text: 'Uganda', name: 'Uganda', code: 'UGA' },
      { text: 'a diplomat', name: 'a diplomat', code: '' },
      { text: 'KEN', name: '', code: 'KEN' },
    ]);
    expect(actorsOf('  ')).toEqual([]);
  });

  it('carry along what follows from a change', () => {
    expect(changed({}, 'status', 'denied')).toEqual({ status: 'denied', denial: 'never' });
    expect(changed({ mode: 'aerial' }, 'type', 'AID')).toEqual({ type: 'AID', mode: null });
    expect(draftWords([])).toBe('nobody');
    expect(draftWords(actorsOf('Uganda UGA'))).toBe('Uganda UGA');
  });
});

describe('rows as CSV', () => {
  it('quote what must be quoted and defuse formulas', () => {
    expect(cell('a "b", c')).toBe('"a ""b"", c"');
    expect(cell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(cell(-9.5)).toBe('-9.5');
    expect(cell(null)).toBe('');
    expect(csv([{ a: 1, b: 'x\ny' }])).toBe('a,b\n1,"x\ny"\n');
  });
});
