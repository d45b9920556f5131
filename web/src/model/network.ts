/** The network of actors: which edges a window of time has, and the drawing of it as SVG. */
import type { NetworkAnswer } from './api';
import { element } from './figure';

export interface Edge {
  source: string;
  target: string;
  count: number;
  asserted: number;
  cooperation: number;
  conflict: number;
}

/** The days on which an edge has something, in order, and how many records it has up to each. */
interface Totals {
  days: string[];
  upTo: number[];
}

const totals = new WeakMap<NetworkAnswer, Totals[]>();

/** Summed up once for each network, so that a step through time looks up two days of each edge. */
function totalsOf(network: NetworkAnswer): Totals[] {
  let all = totals.get(network);
  if (!all) {
    all = network.edges.map(({ bins }) => {
      let sum = 0;
      const sorted = Object.entries(bins ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
      return { days: sorted.map(([day]) => day), upTo: sorted.map(([, n]) => (sum += n)) };
    });
    totals.set(network, all);
  }
  return all;
}

/** How many records lie before a day, or up to it. */
function before({ days, upTo }: Totals, day: string, inclusive: boolean): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day || (inclusive && days[middle] === day)) low = middle + 1;
    else high = middle;
  }
  return low ? upTo[low - 1]! : 0;
}

/** Edges with something between two days, counted within them. Shares of kinds are those of all time. */
export function edgesWithin(network: NetworkAnswer, from: string | null, to: string | null): Edge[] {
  if (!from && !to) return network.edges;
  const all = totalsOf(network);
  return network.edges.flatMap((edge, i) => {
    const count = (to ? before(all[i]!, to, true) : (all[i]!.upTo.at(-1) ?? 0)) - (from ? before(all[i]!, from, false) : 0);
    if (count <= 0) return [];
    const share = count / edge.count;
    return [{ ...edge, count, asserted: edge.asserted * share, cooperation: edge.cooperation * share, conflict: edge.conflict * share }];
  });
}

/** The strongest edges, the order of equals being that of the list; a picture of all of them would show nothing. */
export function strongest(edges: Edge[], wanted: number): Edge[] {
  if (edges.length <= wanted) return edges;
  return [...edges].sort((a, b) => b.count - a.count).slice(0, wanted);
}

/** Days at which any bin of the network begins, in order. */
export function binsOf(network: NetworkAnswer): string[] {
  const days = new Set<string>();
  for (const edge of network.edges) for (const day of Object.keys(edge.bins ?? {})) if (day.length >= 7) days.add(day);
  return [...days].sort();
}

/** Places (across and down, in turn) brought into a box, as large as they fit, with room at its edges. */
export function fitted(at: Float32Array, width: number, height: number, room: number): Float32Array {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < at.length; i += 2) {
    [left, right] = [Math.min(left, at[i]!), Math.max(right, at[i]!)];
    [top, bottom] = [Math.min(top, at[i + 1]!), Math.max(bottom, at[i + 1]!)];
  }
  const k = Math.min((width - 2 * room) / (right - left || 1), (height - 2 * room) / (bottom - top || 1));
  return at.map((value, i) => (i % 2 ? height / 2 + k * (value - (top + bottom) / 2) : width / 2 + k * (value - (left + right) / 2)));
}

/** How far a point is from a line between two others. */
export function fromLine(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

export interface Drawn {
  nodes: { label: string; x: number; y: number; size: number; colour: string }[];
  edges: { x1: number; y1: number; x2: number; y2: number; width: number; colour: string }[];
}

/** A drawing as SVG. */
export function drawSvg(drawn: Drawn, width: number, height: number, ink: string): SVGSVGElement {
  const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, width, height }) as SVGSVGElement;
  for (const one of drawn.edges) svg.append(element('line', { x1: one.x1, y1: one.y1, x2: one.x2, y2: one.y2, stroke: one.colour, 'stroke-width': one.width }));
  for (const one of drawn.nodes) svg.append(element('circle', { cx: one.x, cy: one.y, r: one.size, fill: one.colour }));
  for (const one of drawn.nodes) svg.append(element('text', { x: one.x + one.size + 3, y: one.y + 4, 'font-size': 12, 'font-family': 'sans-serif', fill: ink }, one.label));
  return svg;
}
