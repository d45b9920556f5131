/** What goes to the worker that arranges a network, and what comes back: numbers alone, in the form that ForceAtlas2 works on. */

/** Numbers of a node: place, two moves, mass, convergence, size, whether it is fixed. */
export const PER_NODE = 10;

/** Numbers of an edge: where its ends begin among those of the nodes, and weight. */
const PER_EDGE = 3;

export interface ToArrange {
  nodes: Float32Array<ArrayBuffer>;
  edges: Float32Array<ArrayBuffer>;
}

export interface Arranged {
  /** Across and down, of each node. */
  at: Float32Array<ArrayBuffer>;
  done: boolean;
}

/** How often all actors are moved: enough for the arrangement to come to rest. */
export function steps(order: number): number {
  return order > 1000 ? 90 : order > 300 ? 180 : 400;
}

/** All on one circle, always the same, so that the same network always looks the same. */
export function circle(order: number): Float32Array<ArrayBuffer> {
  const at = new Float32Array(2 * order);
  for (let i = 0; i < order; i++) {
    const turn = (2 * Math.PI * i) / order;
    at.set([100 * Math.cos(turn), 100 * Math.sin(turn)], 2 * i);
  }
  return at;
}

/** A network as numbers. `edges` are pairs of nodes by number, with their weight. */
export function toArrange(at: Float32Array, sizes: number[], edges: [number, number, number][]): ToArrange {
  const nodes = new Float32Array(PER_NODE * sizes.length);
  sizes.forEach((size, i) => nodes.set([at[2 * i]!, at[2 * i + 1]!, 0, 0, 0, 0, 1, 1, size, 0], PER_NODE * i));
  const lines = new Float32Array(PER_EDGE * edges.length);
  edges.forEach(([a, b, weight], i) => {
    for (const end of [a, b]) nodes[PER_NODE * end + 6]! += weight;
    lines.set([PER_NODE * a, PER_NODE * b, weight], PER_EDGE * i);
  });
  return { nodes, edges: lines };
}

/** Where each node is. */
export function spots(nodes: Float32Array): Float32Array<ArrayBuffer> {
  const at = new Float32Array((2 * nodes.length) / PER_NODE);
  for (let i = 0; i < at.length / 2; i++) {
    at[2 * i] = nodes[PER_NODE * i]!;
    at[2 * i + 1] = nodes[PER_NODE * i + 1]!;
  }
  return at;
}
