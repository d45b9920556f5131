/** The network of actors: which edges a window of time has, and the drawing of it as SVG. */
import type { NetworkAnswer } from './api';

export interface Edge {
  source: string;
  target: string;
  count: number;
  asserted: number;
  cooperation: number;
  conflict: number;
}

/** Edges with something between two days, counted within them. Shares of kinds are those of all time. */
export function edgesWithin(network: NetworkAnswer, from: string | null, to: string | null): Edge[] {
  if (!from && !to) return network.edges;
  return network.edges.flatMap((edge) => {
    const bins = Object.entries(edge.bins ?? {});
    const count = bins.reduce((sum, [day, n]) => ((!from || day >= from) && (!to || day <= to) ? sum + n : sum), 0);
    if (!count) return [];
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

export interface Drawn {
  nodes: { label: string; x: number; y: number; size: number; colour: string }[];
  edges: { x1: number; y1: number; x2: number; y2: number; width: number; colour: string }[];
}

/** A drawing as SVG, made element by element so that a name from a report can be nothing but text. */
export function drawSvg(drawn: Drawn, width: number, height: number, ink: string): SVGSVGElement {
  const make = (name: string, attributes: Record<string, string | number>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, width, height }) as SVGSVGElement;
  for (const one of drawn.edges) svg.append(make('line', { x1: one.x1, y1: one.y1, x2: one.x2, y2: one.y2, stroke: one.colour, 'stroke-width': one.width }));
  for (const one of drawn.nodes) svg.append(make('circle', { cx: one.x, cy: one.y, r: one.size, fill: one.colour }));
  for (const one of drawn.nodes) {
    const text = make('text', { x: one.x + one.size + 3, y: one.y + 4, 'font-size': 12, 'font-family': 'sans-serif', fill: ink });
    text.textContent = one.label;
    svg.append(text);
  }
  return svg;
}
