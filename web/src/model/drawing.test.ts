import { describe, expect, it } from 'vitest';
import { cluster, coarse } from './cluster';
import { lookedAt, lookOf } from './look';
import { circle, PER_NODE, spots, toArrange } from './layout';
import { fitted, fromLine } from './network';
import { moved } from './sheet';

describe('circles of the map', () => {
  it('keep their scale until it has changed much', () => {
    expect(coarse(1)).toBe(1);
    expect(coarse(1.1)).toBe(1);
    expect(coarse(2)).toBeCloseTo(2);
    expect(coarse(60)).toBeGreaterThan(50);
  });

  it('take places at both sides of the middle apart', () => {
    expect(cluster([{ x: -5, y: 0, count: 1 }, { x: 5, y: 0, count: 1 }, { x: 5, y: -1, count: 1 }], 10)).toHaveLength(3);
  });
});

describe('what is looked at on a map', () => {
  it('goes into an address and comes back', () => {
    const look = { lon: -12.25, lat: 41.9, scale: 6, apart: true };
    expect(lookOf(lookedAt(look))).toEqual(look);
    expect(lookedAt({ ...look, apart: false })).toBe('-12.25,41.90,6');
  });

  it('is nothing where the words are none', () => {
    for (const words of [null, '', 'here', '1,2', '200,0,2', '0,0,1e9', '<b>,1,2']) expect(lookOf(words)).toBeUndefined();
  });
});

describe('a network as numbers', () => {
  it('begins on a circle and goes to the worker and back', () => {
    const at = circle(3);
    const { nodes, edges } = toArrange(at, [2, 3, 4], [[0, 2, 7]]);
    expect(spots(nodes)).toEqual(at);
    expect(nodes.length).toBe(3 * PER_NODE);
    expect([nodes[6], nodes[PER_NODE + 6], nodes[2 * PER_NODE + 6]]).toEqual([8, 1, 8]);
    expect([...edges]).toEqual([0, 2 * PER_NODE, 7]);
  });

  it('fits its box whatever its size', () => {
    const at = fitted(new Float32Array([-1, 0, 3, 2]), 220, 120, 10);
    expect([...at]).toEqual([10, 10, 210, 110]);
    expect([...fitted(new Float32Array([5, 5]), 100, 100, 10)]).toEqual([50, 50]);
    expect(fitted(new Float32Array(), 100, 100, 10)).toHaveLength(0);
  });

  it('is pointed at by its lines', () => {
    expect(fromLine(5, 3, 0, 0, 10, 0)).toBe(3);
    expect(fromLine(13, 4, 0, 0, 10, 0)).toBe(5);
    expect(fromLine(3, 4, 0, 0, 0, 0)).toBe(5);
  });
});

describe('a picture', () => {
  it('is moved to where it would be drawn now', () => {
    const [from, to] = [{ k: 2, x: 10, y: 20 }, { k: 3, x: -5, y: 40 }];
    const { k, x, y } = moved(from, to);
    for (const point of [0, 7]) {
      expect((point * from.k + from.x) * k + x).toBeCloseTo(point * to.k + to.x);
      expect((point * from.k + from.y) * k + y).toBeCloseTo(point * to.k + to.y);
    }
  });
});
