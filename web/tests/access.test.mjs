// Every view in light and dark: no serious finding of axe, nothing cut off at 200 %, first load within its weight.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { browser as launch, serve, visit } from './explorer.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = [
  ['overview', '/?columns=date,act,type,status,speakers,place,evidence,confidence', 'tbody tr'],
  ['reading', '/report?id=2026-04-21-pressure', '.piece'],
  ['record', '/report?id=story-05&why=1', '.piece', (page) => page.keyboard.press('j')],
  ['actors', '/actors', 'tbody tr'],
  ['actor', '/actor?code=KEN', '[aria-label="Did"]'],
  ['pair', '/pair?a=KEN&b=UGA', 'tbody tr'],
  ['ledger', '/ledger', '.item'],
  ['item', '/ledger', '.item', async (page) => {
    await page.click('.item:has-text("withdraw its troops")');
    await page.waitForSelector('.moves blockquote');
  }],
  ['disputes', '/disputes', 'article'],
  ['review', '/review', 'article .sentence'],
  ['picker', '/review', 'article .sentence', async (page) => {
    await page.keyboard.press('s');
    await page.waitForSelector('dialog[open]');
  }],
  ['writer', '/review', 'article .sentence', async (page) => {
    await page.keyboard.press('o');
    await page.waitForSelector('dialog[open]');
  }],
  ['disagreements', '/review?tab=cases', '.notice'],
  ['history', '/review?tab=history', '.notice'],
  ['score', '/review?tab=score', 'section.card'],
  ['add', '/add', '.drop'],
  ['keys', '/', 'tbody tr', async (page) => {
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
  }],
  ['nothing', '/?q=zzzzqqqq', '.notice'],
  ['error', '/report?id=nothing-of-the-kind', '[role=alert]'],
  ['no such page', '/nowhere', '.notice'],
];

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const scheme of ['light', 'dark'])
  describe(`axe, ${scheme}`, () => {
    for (const [name, path, ready, act] of VIEWS)
      test(name, async () => {
        const { page, open, context } = await visit(browser, server, { scheme, reviewer: 'anna' });
        await open(path);
        await page.waitForSelector(ready);
        await act?.(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
        assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`), []);
        await context.close();
      });
  });

describe('at 200 %', () => {
  // A window of 1280 at 200 % has 640 pixels across.
  for (const [name, path, ready, act] of VIEWS)
    test(`${name} needs no scrolling sideways`, async () => {
      const { page, open, context } = await visit(browser, server, { width: 640, height: 800, reviewer: 'anna' });
      await open(path);
      await page.waitForSelector(ready);
      await act?.(page);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 642);
      await context.close();
    });
});

test('the first load weighs no more than 250 KB packed', async () => {
  const { page, context } = await visit(browser, server);
  let bytes = 0;
  const done = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/')) return;
    done.push(response.body().then((body) => (bytes += gzipSync(body).length), () => {}));
  });
  await page.reload({ waitUntil: 'networkidle' });
  await Promise.all(done);
  assert.ok(bytes > 20_000 && bytes <= 250_000, `${bytes} bytes`);
  await context.close();
});
