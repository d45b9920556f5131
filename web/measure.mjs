// How quick the page is over a store of one's own: `STORE=lake.sayso npm run measure`. SAYSO names the program, CHROMIUM the browser.
// Times are in milliseconds as the person at the page sees them: from the click to the last change of what is drawn. Each filter is one that
// the server has not answered before. What is wanted of each is beside it; the program ends with 1 where one falls short.
import { gzipSync } from 'node:zlib';
import { browser as launch, open, visit } from './tests/explorer.mjs';

const server = await open(process.env.STORE ?? 'reports.sayso');
const browser = await launch();
const { page, wrongs, open: go, context } = await visit(browser, server, { width: 1440, height: 900, reviewer: 'anna' });

/** Notes every change of the page and every request that is under way. */
await page.addInitScript(() => {
  window.seen = { last: 0, open: 0 };
  /** Follows a link inside the page as a click does; without an address, ticks the first facet. */
  window.follow = (address) => {
    if (!address) return document.querySelector('.facets input').click();
    const link = document.createElement('a');
    link.href = address;
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  };
  window.longs = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.longs.push({ at: one.startTime, took: one.duration }))).observe({ type: 'longtask', buffered: true });
  // A canvas changes without the page changing: map and network bring what they drew to the screen so.
  const drawImage = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    window.seen.last = performance.now();
    return drawImage.apply(this, args);
  };
  new MutationObserver(() => (window.seen.last = performance.now())).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const real = window.fetch;
  window.fetch = async (...args) => {
    window.seen.open += 1;
    try {
      const response = await real(...args);
      const text = response.text.bind(response);
      response.text = async () => {
        window.seen.open += 1;
        try {
          return await text();
        } finally {
          window.seen.open -= 1;
        }
      };
      return response;
    } finally {
      window.seen.open -= 1;
    }
  };
});

/** From an act in the page to the last change that it leads to, painted. */
const timed = (address) =>
  page.evaluate(async (address) => {
      const start = performance.now();
      window.seen.last = start;
      window.follow(address);
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      for (;;) {
        await frame();
        const now = performance.now();
        if (!window.seen.open && now - window.seen.last > 250 && window.seen.last > start) return Math.round(window.seen.last - start);
        if (now - start > 20_000) return null;
      }
    }, address);

/** The figure below which a share of the list lies. */
const below = (list, share) => {
  const sorted = [...list].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
};
const rows = [];
/** Notes a line of the table; `isGood` is null where nothing is wanted. */
const note = (what, figures, wanted, isGood) => {
  const row = [what, figures, wanted, isGood === null ? '' : isGood ? 'pass' : 'FAIL'];
  rows.push(row);
  console.log(`${what.padEnd(52)} ${figures.padEnd(52)} ${wanted.padEnd(24)} ${row[3]}`);
};
const times = (what, list, most = null) => {
  const figures = `median ${below(list, 0.5)} worst ${below(list, 1)} of ${list.length}`;
  note(what, figures, most ? `< ${most}` : '', most ? list.every((one) => one !== null) && below(list, 0.5) < most : null);
};
/** Thirty frames a second: half of them, and all but one in twenty. */
const FRAME = 1000 / 30 + 1;
const smooth = (what, { gaps, longs }, mayBlock = null) => {
  const longest = Math.max(0, ...longs);
  const figures = `frame median ${below(gaps, 0.5)} 95 % ${below(gaps, 0.95)} longest ${below(gaps, 1)}; long tasks ${longs.length}${longs.length ? ` up to ${Math.round(longest)}` : ''}`;
  const wanted = `95 % of frames ≤ 33${mayBlock ? `, tasks ≤ ${mayBlock}` : ''}`;
  note(what, figures, wanted, below(gaps, 0.95) <= FRAME && (mayBlock === null || longest <= mayBlock));
};

const bytes = new Map();
page.on('response', async (response) => {
  if (!new URL(response.url()).pathname.startsWith('/api/')) bytes.set(response.url(), gzipSync(await response.body().catch(() => '')).length);
});
const firsts = [];
const fulls = [];
for (let i = 0; i < 5; i++) {
  await go('/');
  await page.waitForSelector('tbody tr');
  await page.waitForSelector('.land');
  const full = await page.evaluate(async () => {
    while (window.seen.open || performance.now() - window.seen.last < 300) await new Promise((done) => setTimeout(done, 20));
    return Math.round(window.seen.last);
  });
  fulls.push(full);
  firsts.push(await page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)));
}
const { reports, records } = await page.evaluate(async () => (await fetch('/api/summary')).json());
note('store', `${reports} reports, ${records} records`, '', null);
times('overview: first contentful paint', firsts, 1000);
times('overview: all of it drawn', fulls);
const kilobytes = Math.round([...bytes.values()].reduce((a, b) => a + b, 0) / 1000);
note('first load, gzipped', `${kilobytes} KB in ${bytes.size} files`, '≤ 250 KB', kilobytes <= 250);

const from = async (path) => {
  await go(path);
  await page.waitForSelector('tbody tr');
  await page.waitForTimeout(1200);
};
/** A bound that lets every record through, and another one each time: the server has to work out each filter anew. */
let turn = 0;
const fresh = () => `min_confidence=0.000${String(++turn).padStart(3, '0')}`;
for (const filter of ['type=ASSAULT', 'status=demanded', 'status=occurred', 'asserted=true', 'actor=USA', 'country=SYR', 'q=talks', 'q=said', 'q=the', 'from=2019-01-01&to=2019-12-31', 'quad=verbal_conflict&actor=RUS']) {
  const list = [];
  await from('/');
  for (let i = 0; i < 5; i++) {
    list.push(await timed(`/?${filter}&${fresh()}`));
    await timed('/');
  }
  times(`filter ${filter}`, list, 300);
}
{
  const list = [];
  for (let i = 0; i < 5; i++) {
    await from(`/?${fresh()}`);
    list.push(await timed(''));
  }
  times('filter by a click on a facet', list, 300);
}
{
  await from('/?q=talks');
  const links = await page.$$eval('tbody td.act a', (all) => all.slice(0, 10).map((a) => a.getAttribute('href')));
  const list = [];
  for (const link of links) {
    list.push(await timed(link));
    await timed('/?q=talks');
  }
  times('reading view', list, 200);
}
for (const [name, path, ready] of [
  ['actors', '/actors', 'tbody tr'],
  ['actor', '/actor?code=USA', 'h1'],
  ['pair', '/pair?a=RUS&b=UKR&mutual=true', 'h1'],
  ['ledger', '/ledger', '.item'],
  ['disputes', '/disputes', 'article'],
  ['review', '/review', 'article .sentence'],
]) {
  const list = [];
  for (let i = 0; i < 3; i++) {
    await go('/add');
    const start = Date.now();
    await page.evaluate((address) => window.follow(address), path);
    await page.waitForSelector(ready);
    list.push(Date.now() - start);
  }
  times(`${name}: contents there`, list);
}

/** While something moves: how long each frame took, and each piece of work that kept the page from answering for 50 ms and more. */
const frames = async (act, length = 3000) => {
  const start = await page.evaluate(() => performance.now());
  const gaps = page.evaluate(async (length) => {
    const gaps = [];
    let last = performance.now();
    for (const end = last + length; last < end; ) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  }, length);
  await act();
  const all = await gaps;
  return { gaps: all, longs: await page.evaluate((start) => window.longs.filter((one) => one.at >= start).map((one) => one.took), start) };
};
const wheel = async (selector) => {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < 8; i++) {
    await page.mouse.wheel(0, i < 5 ? -120 : 120);
    await page.waitForTimeout(60);
  }
  await page.mouse.down();
  for (let i = 0; i < 40; i++) {
    const by = i < 20 ? i : 40 - i;
    await page.mouse.move(box.x + box.width / 2 + 6 * by, box.y + box.height / 2 + 3 * by);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
};

/** The same numbers in every run. */
let seed = 7;
const chance = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const ITEMS = 5000;
const invented = {
  map: () => ({
    total: ITEMS,
    nowhere: 0,
    countries: [{ country: 'USA', name: 'United States', count: 400, asserted: 300 }],
    places: Array.from({ length: ITEMS }, (_, i) => ({ name: `Place ${i}`, lat: -35 + 95 * chance(), lon: -120 + 260 * chance(), country: 'SYR', precision: i % 5 ? 'city' : 'admin1', count: Math.ceil(200 / (1 + i / 20)), asserted: 1, places: 1 })),
  }),
  /** A thousand actors and four thousand lines. */
  network: () => {
    const nodes = Array.from({ length: ITEMS / 5 }, (_, i) => ({ id: `N${i}`, label: `Actor ${i}`, country: null, count: Math.ceil(900 / (1 + i / 4)) }));
    const edges = new Map();
    while (edges.size < ITEMS - nodes.length) {
      const [a, b] = [Math.floor(nodes.length * chance() ** 2), Math.floor(nodes.length * chance())];
      const years = Object.fromEntries(Array.from({ length: 3 }, () => [`${2010 + Math.floor(10 * chance())}-01-01`, 1 + Math.floor(9 * chance() ** 6)]));
      const count = Object.values(years).reduce((sum, n) => sum + n, 0);
      if (a !== b) edges.set(`${a} ${b}`, { source: `N${a}`, target: `N${b}`, count, asserted: 1, cooperation: a % 2, conflict: 1 - (a % 2), first: '2010-01-01', last: '2019-12-31', bins: years });
    }
    return { nodes, edges: [...edges.values()], first: '2010-01-01', last: '2019-12-31', by: 'year', left_out: 0 };
  },
};

const mapFrames = async (what) => {
  await from('/');
  smooth(`map, ${what}: moved`, await frames(() => wheel('.map .ground > svg')));
  await page.click('.map .tools >> text=apart');
  await page.waitForTimeout(1500);
  smooth(`map, ${what}, each apart: moved`, await frames(() => wheel('.map .ground > svg')));
};
const n_places = await page.evaluate(async () => (await (await fetch('/api/map?zoom=12')).json()).places.length);
await mapFrames(`the store’s ${n_places} places`);
await page.route('**/api/map?*', (route) => route.fulfill({ json: invented.map() }));
await mapFrames(`${ITEMS} invented places`);
await page.unroute('**/api/map?*');

const networkFrames = async (what, nodes) => {
  await go('/add');
  const start = Date.now();
  await page.evaluate((address) => window.follow(address), `/actors?nodes=${nodes}`);
  await page.waitForSelector('.network canvas');
  await page.locator('.network').scrollIntoViewIfNeeded();
  await page.waitForTimeout(600);
  const arranging = await frames(async () => {});
  smooth(`network, ${what}: arranged`, arranging, 50);
  await page.waitForSelector('.network[aria-busy="false"]', { timeout: 120_000 });
  note(`network, ${what}: at rest after`, `${Date.now() - start}`, '', null);
  smooth(`network, ${what}: moved`, await frames(() => wheel('.network')), null);
  const steps = await frames(async () => {
    await page.selectOption('.time select', { index: 0 });
    for (let i = 0; i < 8; i++) {
      await page.locator('.time input').press(i < 4 ? 'ArrowLeft' : 'ArrowRight');
      await page.waitForTimeout(200);
    }
  });
  smooth(`network, ${what}: through time`, steps, null);
};
await page.route('**/api/network?*', (route) => route.fulfill({ json: invented.network() }));
await networkFrames(`${ITEMS} invented items`, 500);
await page.unroute('**/api/network?*');
for (const nodes of process.env.NODES?.split(',') ?? ['500', '2000', '5000']) await networkFrames(`${nodes} actors of the store`, nodes);

console.log(`\n| what | ms | wanted | |\n|---|---|---|---|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`);
if (wrongs.length) console.log(`WRONG: ${wrongs.slice(0, 5).join('; ')}`);
await context.close();
await browser.close();
await server.stop();
process.exitCode = rows.some((row) => row[3] === 'FAIL') ? 1 : 0;
