/** Arranges a network away from the page, which stays quick however large it is: forces between actors, step by step. */
import forceAtlas2 from 'graphology-layout-forceatlas2';
import usual from 'graphology-layout-forceatlas2/defaults.js';
import iterate from 'graphology-layout-forceatlas2/iterate.js';
import { PER_NODE, spots, steps, type Arranged, type ToArrange } from './layout';

/** How long it works before it shows how far it has come. */
const SHOWN_EVERY = 150;

function arrange({ nodes, edges }: ToArrange): void {
  const order = nodes.length / PER_NODE;
  const large = order > 300;
  const settings = { ...usual, ...forceAtlas2.inferSettings(order), gravity: large ? 0.4 : 1.2, adjustSizes: !large, barnesHutOptimize: large, outboundAttractionDistribution: large };
  const tell = (done: boolean) => {
    const at = spots(nodes);
    const arranged: Arranged = { at, done };
    postMessage(arranged, { transfer: [at.buffer] });
  };
  let shown = performance.now();
  for (let left = steps(order); left > 0; left--) {
    iterate(settings, nodes, edges);
    if (performance.now() - shown < SHOWN_EVERY) continue;
    tell(false);
    shown = performance.now();
  }
  tell(true);
}

addEventListener('message', (event: MessageEvent<ToArrange>) => arrange(event.data));
