// How quick the page is over a store of one's own: `STORE=lake.sayso npm run measure`. SAYSO names the program, CHROMIUM the browser.
// Times are in milliseconds as the person at the page sees them: from the click to the last change of what is drawn.
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

const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const tell = (what, list) => console.log(`${what.padEnd(46)} median ${String(middle(list)).padStart(5)}   each ${list.join(' ')}`);

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
tell('overview: first contentful paint', firsts);
tell('overview: all of it drawn', fulls);
console.log(`${'first load, gzipped'.padEnd(46)} ${Math.round([...bytes.values()].reduce((a, b) => a + b, 0) / 1000)} KB in ${bytes.size} files`);

const from = async (path) => {
  await go(path);
  await page.waitForSelector('tbody tr');
  await page.waitForTimeout(1200);
};
for (const filter of ['type=ASSAULT', 'status=demanded', 'status=occurred', 'asserted=true', 'actor=USA', 'country=SYR', 'q=talks', 'q=the', 'from=2019-01-01&to=2019-12-31', 'quad=verbal_conflict&actor=RUS']) {
  const list = [];
  await from('/');
  for (let i = 0; i < 5; i++) {
    list.push(await timed(`/?${filter}`));
    await timed('/');
  }
  tell(`filter ${filter}`, list);
}
{
  const list = [];
  await from('/');
  for (let i = 0; i < 5; i++) {
    list.push(await timed(''));
    await timed('');
  }
  tell('filter by a click on a facet', list);
}
{
  await from('/?q=talks');
  const links = await page.$$eval('tbody td.act a', (all) => all.slice(0, 10).map((a) => a.getAttribute('href')));
  const list = [];
  for (const link of links) {
    list.push(await timed(link));
    await timed('/?q=talks');
  }
  tell('reading view', list);
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
  tell(`${name}: contents there`, list);
}

/** Frames while something moves: how long each took. */
const frames = async (act) => {
  const gaps = page.evaluate(async () => {
    const gaps = [];
    let last = performance.now();
    while (gaps.reduce((a, b) => a + b, 0) < 3000) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  });
  await act();
  const sorted = (await gaps).sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return `frames: median ${at(0.5)} 95 % ${at(0.95)} longest ${at(1)}`;
};
const wheel = async (selector) => {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < 8; i++) {
    await page.mouse.wheel(0, i < 5 ? -120 : 120);
    await page.waitForTimeout(60);
  }
  await page.mouse.down();
  for (let i = 0; i < 15; i++) {
    await page.mouse.move(box.x + box.width / 2 + 6 * i, box.y + box.height / 2 + 3 * i);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
};
await from('/');
console.log(`${'map, zoomed and dragged'.padEnd(46)} ${await frames(() => wheel('.map > svg'))}`);
for (const nodes of process.env.NODES?.split(',') ?? ['100', '2000', '5000']) {
  await go('/add');
  const start = Date.now();
  await page.evaluate((address) => window.follow(address), `/actors?nodes=${nodes}`);
  await page.waitForSelector('.network canvas');
  const there = Date.now() - start;
  const arranging = await frames(async () => {});
  await page.waitForTimeout(4000);
  await page.locator('.network').scrollIntoViewIfNeeded();
  console.log(`${`network of ${nodes}: there after ${there}`.padEnd(46)} arranging ${arranging}`);
  console.log(`${`network of ${nodes}, zoomed and dragged`.padEnd(46)} ${await frames(() => wheel('.network'))}`);
}
if (wrongs.length) console.log(`WRONG: ${wrongs.slice(0, 5).join('; ')}`);
await context.close();
await browser.close();
await server.stop();
