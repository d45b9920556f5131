// One test for each view, by keyboard wherever a person would.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browser as launch, serve, visit } from './explorer.mjs';

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs a test on a fresh page and lets nothing unwelcome pass. */
async function on(options, path, run) {
  const visitor = await visit(browser, server, options);
  try {
    await visitor.open(path);
    await run(visitor);
    assert.deepEqual(visitor.wrongs, []);
  } finally {
    await visitor.context.close();
  }
}

const total = async (page) => Number((await page.textContent('main h1')).replace(/[^\d]/g, ''));

describe('overview', () => {
  test('facets narrow everything, and the address holds it', () =>
    on({}, '/', async ({ page }) => {
      const all = await total(page);
      await page.click('label:has-text("denied") input');
      await page.waitForURL(/status=denied/);
      await page.waitForFunction((n) => Number(document.querySelector('main h1').textContent.replace(/[^\d]/g, '')) < n, all);
      const denied = await total(page);
      assert.ok(denied > 0 && denied < all);
      await page.reload();
      await page.waitForSelector('tbody tr');
      assert.equal(await total(page), denied);
      assert.equal(await page.locator('tbody tr').count(), denied);
      await page.goBack();
      await page.waitForFunction((n) => Number(document.querySelector('main h1').textContent.replace(/[^\d]/g, '')) === n, all);
    }));

  test('there is a facet for whatever narrows, and the time line follows it', () =>
    on({}, '/', async ({ page }) => {
      await page.waitForSelector('fieldset legend');
      const facets = await page.locator('fieldset legend').allTextContents();
      for (const name of ['Days', 'What became of it', 'Whose word', 'Type', 'Actor', 'Speaker', 'Place', 'Country', 'Outlet', 'Review']) assert.ok(facets.includes(name), name);
      const line = '[aria-label="Through time"] svg[role=img]';
      const before = await page.getAttribute(line, 'aria-label');
      await page.click('fieldset:has(legend:text-is("Outlet")) label >> nth=0');
      await page.waitForURL(/outlet=/);
      await page.waitForFunction(([at, was]) => document.querySelector(at)?.getAttribute('aria-label') !== was, [line, before]);
    }));

  test('the address holds order, columns and the split of the time line', () =>
    on({}, '/?asserted=true&sort=confidence&order=asc&columns=act,confidence&split=quad', async ({ page }) => {
      await page.waitForSelector('tbody tr');
      assert.equal(await page.locator('thead th').count(), 2);
      assert.equal(await page.getAttribute('th:has-text("Sure")', 'aria-sort'), 'ascending');
      assert.equal(await page.inputValue('[aria-label="Through time"] select'), 'quad');
      const sure = (await page.locator('tbody td.number').allTextContents()).map((text) => parseInt(text, 10));
      assert.deepEqual(sure, [...sure].sort((a, b) => a - b));
    }));

  test('the time line is brushed, and follows the other filters', () =>
    on({}, '/?document=story-05&document=story-06&document=story-07', async ({ page }) => {
      const line = page.locator('[aria-label="Through time"] svg[role=img]');
      await line.scrollIntoViewIfNeeded();
      const box = await line.boundingBox();
      await page.mouse.move(box.x + 60, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/from=2026-03-08/);
      assert.match(page.url(), /to=2026-03-1/);
    }));

  test('the map fills countries and puts no point at their middle', () =>
    on({}, '/', async ({ page }) => {
      await page.waitForSelector('path.land');
      assert.ok((await page.locator('path.land').count()) > 150);
      await page.waitForSelector('path.some');
      // What is known to the country only is no place of the map, whose circles are its places and nothing else.
      const { places, countries } = await page.evaluate(async () => (await fetch('/api/map?zoom=12')).json());
      assert.ok(countries.length && places.every((place) => place.precision !== 'country'));
      await page.click('[aria-label="Closer"]');
      await page.click('text=The places as a list');
      await page.click('.places >> text=Busia');
      await page.waitForURL(/place=Busia/);
      await page.waitForSelector('tbody tr');
    }));

  test('where the map is looked at is in the address', () =>
    on({}, '/', async ({ page }) => {
      const drawn = () => page.locator('.map .ground > svg > g').getAttribute('transform');
      await page.waitForSelector('path.some');
      const home = await drawn();
      await page.click('[aria-label="Closer"]');
      await page.waitForURL(/map=/);
      const closer = await drawn();
      assert.notEqual(closer, home);
      await page.reload();
      await page.waitForSelector('path.some');
      await page.waitForTimeout(600);
      const scale = (transform) => Number(/scale\(([\d.]+)\)/.exec(transform)?.[1]).toFixed(1);
      assert.equal(scale(await drawn()), scale(closer));
      await page.click('.map .tools >> text=fit');
      await page.waitForURL((url) => !url.search.includes('map='));
      assert.equal(scale(await drawn()), scale(home));
    }));

  test('a circle of the map says what it stands for and how precisely that is known', () =>
    on({}, '/?place=Busia', async ({ page }) => {
      await page.waitForSelector('path.some, path.land');
      await page.waitForTimeout(600);
      const box = await page.locator('.map .ground > svg').boundingBox();
      // Alone on the map, it is in the middle.
      await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
      await page.waitForFunction(() => /Busia.*: \d+ record/.test(document.querySelector('.told').textContent));
      await page.click('.map .tools >> text=apart');
      await page.waitForSelector('.map .tools button[aria-pressed="true"]:has-text("apart")');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForURL(/place=Busia/);
    }));

  test('rows that come in move the marked row and leave the mark where it was', () =>
    on({}, '/', async ({ page }) => {
      await page.waitForSelector('tbody tr');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      const marked = () => page.locator('tr.at').innerText();
      const before = await marked();
      // The store changes under the page: one more row, the newest.
      await page.route('**/api/records?*', async (route) => {
        const answer = await (await route.fetch()).json();
        answer.records.unshift({ ...answer.records.at(-1), id: 'new', evidence: 'new' });
        await route.fulfill({ json: { ...answer, total: answer.total + 1 } });
      });
      await page.route('**/api/summary*', async (route) => {
        const answer = await (await route.fetch()).json();
        await route.fulfill({ json: { ...answer, generation: answer.generation + 1 } });
      });
      await page.waitForFunction(() => document.querySelector('tr.at')?.getAttribute('data-row') === '2', null, { timeout: 25_000 });
      assert.equal(await marked(), before);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/report\?/);
    }));

  test('words are searched, columns chosen, rows walked by keyboard', () =>
    on({}, '/', async ({ page }) => {
      await page.keyboard.press('/');
      await page.keyboard.type('shelled');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=shelled/);
      await page.keyboard.press('Escape');
      await page.click('button:has-text("columns")');
      await page.click('[aria-label="Columns"] >> text=Sentence');
      await page.waitForURL(/columns=.*evidence/);
      await page.waitForFunction(() => [...document.querySelectorAll('td.evidence')].every((cell) => /shell/i.test(cell.textContent)) && document.querySelector('td.evidence'));
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/report\?/);
      await page.waitForSelector('.piece');
    }));

  test('a report leads back to the records that the filters show', () =>
    on({}, '/?status=denied', async ({ page }) => {
      await page.click('tbody a >> nth=0');
      await page.waitForURL(/\/report\?.*status=denied/);
      await page.waitForSelector('.piece');
      await page.click('text=the records that the filters show');
      await page.waitForURL((url) => url.pathname === '/' && url.search === '?status=denied');
    }));

  test('every row that the filters show is exported, and a manifest tells which', () =>
    on({}, '/?status=denied', async ({ page, download }) => {
      await page.waitForSelector('tbody tr');
      const shown = await total(page);
      await page.click('summary:has-text("Export")');
      const rows = await download(() => page.click('a:has-text("CSV")'));
      assert.equal(rows.content.toString().trim().split('\n').length, shown + 1);
      await page.click('summary:has-text("Export")');
      const { content } = await download(() => page.click('a:has-text("Manifest")'));
      const manifest = JSON.parse(content.toString());
      assert.equal(manifest.rows, shown);
      assert.deepEqual(manifest.filter, { status: ['denied'] });
      assert.match(manifest.blake3, /^[0-9a-f]{64}$/);
    }));

  test('a server that has gone is told of', async () => {
    const visitor = await visit(browser, server);
    await visitor.page.route('**/api/records?**', (route) => route.abort());
    await visitor.open('/?status=denied');
    await visitor.page.waitForSelector('[role=alert] >> text=See whether sayso serve still runs');
    await visitor.context.close();
  });

  test('nothing found says what to do', () =>
    on({}, '/?q=zzzzqqqq', async ({ page }) => {
      await page.waitForSelector('text=Take them away');
      await page.click('text=Take them away');
      await page.waitForSelector('tbody tr');
    }));

  test('figures are kept as SVG and PNG', () =>
    on({}, '/', async ({ page, download }) => {
      await page.waitForSelector('[aria-label="Through time"] svg[role=img] rect');
      const svg = await download(() => page.click('[aria-label="Save Through time as SVG"]'));
      assert.equal(svg.name, 'sayso-timeline.svg');
      assert.match(svg.content.toString(), /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assert.doesNotMatch(svg.content.toString(), /var\(--/);
      const png = await download(() => page.click('[aria-label="Save Through time as PNG"]'));
      assert.equal(png.content.subarray(1, 4).toString(), 'PNG');
      await page.waitForSelector('path.land');
      const map = await download(() => page.click('[aria-label="Save Where as SVG"]'));
      assert.ok(map.content.length > 20_000);
    }));
});

describe('reading view', () => {
  test('acts are walked, lines stacked, the record said in words and explained', () =>
    on({}, '/report?id=story-05', async ({ page }) => {
      await page.waitForSelector('.piece');
      await page.keyboard.press('j');
      await page.waitForURL(/act=/);
      assert.equal(await page.locator('.acts > li.on').count(), 1);
      assert.match(await page.textContent('.acts > li.on .act'), /according to Kenya/);
      assert.equal(await page.locator('.core').count() > 0, true);
      assert.match(await page.textContent('.chain'), /the report.*Kenya/s);
      const struck = page.locator('.piece.struck').first();
      await struck.hover();
      assert.match(await page.textContent('[role=tooltip]'), /did not/);
      await page.mouse.move(2, 2);
      await page.keyboard.press('e');
      await page.waitForSelector('.why >> text=How its status came about');
      const link = page.url();
      await page.goto(link);
      await page.waitForSelector('.acts > li.on');
    }));

  test('every act is reached with the tab key and opened with Enter', () =>
    on({}, '/report?id=story-01', async ({ page }) => {
      await page.waitForSelector('.trigger');
      await page.focus('.trigger');
      await page.waitForSelector('[role=tooltip]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/act=/);
      assert.equal(await page.getAttribute('.trigger >> nth=0', 'aria-pressed'), 'true');
    }));

  test('goes from report to report', () =>
    on({}, '/report?id=story-02', async ({ page }) => {
      await page.waitForSelector('.piece');
      await page.keyboard.press('n');
      await page.waitForURL(/id=story-03/);
      await page.waitForSelector('text=Kenya warns');
      await page.keyboard.press('p');
      await page.waitForURL(/id=story-02/);
    }));

  test('colour says the role, the line says how the act stands', () =>
    on({}, '/report?id=2026-04-21-pressure', async ({ page }) => {
      await page.waitForSelector('.piece');
      const lines = new Set(await page.locator('.trigger').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundImage.replace(/rgba?\([^)]*\)|color[^,]*/g, 'c').split('),')[0])));
      assert.ok(lines.size >= 3, 'solid, dashed and dotted are told apart');
      const stacked = await page.locator('.piece').evaluateAll((all) => Math.max(...all.map((one) => new Set(getComputedStyle(one).backgroundPosition.split(', ')).size)));
      assert.ok(stacked >= 2, 'lines that overlap lie under one another');
      await page.click('button:has-text("denied")');
      await page.waitForURL(/show=denied/);
      await page.reload();
      await page.waitForSelector('.piece');
      assert.equal(await page.locator('.trigger.struck').count(), await page.locator('.trigger').count());
    }));

  for (const [name, path, ready] of [
    ['overview', '/?document=hostile&columns=date,act,type,outlet,evidence,document', 'tbody tr'],
    ['review', '/review?document=hostile', 'article .sentence'],
    ['actor', '/actor?code=UGA&document=hostile', '[aria-label="Did"]'],
    ['ledger', '/ledger', '.item'],
    ['disputes', '/disputes', 'article'],
  ])
    test(`a report that means harm is only text in ${name}`, () =>
      on({ reviewer: 'anna' }, path, async ({ page }) => {
        await page.waitForSelector(ready);
        assert.equal(await page.evaluate(() => window.harmed), undefined);
        assert.equal(await page.locator('main img, main script, main a[href^="javascript" i]').count(), 0);
        assert.doesNotMatch(await page.textContent('main'), /[\u202A-\u202E\u2066-\u2069]/);
      }));

  test('a report that means harm is only text', () =>
    on({}, '/report?id=hostile', async ({ page }) => {
      await page.waitForSelector('.marked');
      assert.match(await page.textContent('.text'), /<script>window\.harmed = 1<\/script>/);
      assert.match(await page.textContent('.text'), /\uFFFDdenworc saw gnik eht\uFFFD/, 'what would run backwards shows that it would');
      assert.ok((await page.textContent('.text')).includes('a'.repeat(1_000_000)), 'to the last letter');
      assert.match(await page.textContent('.facts'), /<img src=x/);
      assert.equal(await page.evaluate(() => window.harmed), undefined);
      assert.equal(await page.locator('main a[href^="javascript" i]').count(), 0);
      assert.equal(await page.locator('main img, main script').count(), 0);
    }));

  test('no such report says so', async () => {
    const visitor = await visit(browser, server);
    await visitor.open('/report?id=nothing-of-the-kind');
    await visitor.page.waitForSelector('[role=alert]');
    await visitor.context.close();
  });
});

describe('actors', () => {
  test('table, network and time slider', () =>
    on({}, '/actors', async ({ page, download }) => {
      await page.waitForSelector('.network canvas');
      await page.click('text=play');
      await page.waitForURL(/window=/);
      await page.click('text=stop');
      const slider = '[aria-label="Window begins"]';
      await page.focus(slider);
      await page.keyboard.press('End');
      await page.waitForURL(/at=[1-9]/);
      await page.reload();
      await page.waitForSelector('.network canvas');
      assert.equal(await page.inputValue(slider), await page.getAttribute(slider, 'max'));
      const rows = await download(() => page.click('text=Export pairs'));
      assert.match(rows.content.toString(), /KEN.*UGA/);
      const svg = await download(() => page.click('[aria-label="Save Who acts on whom as SVG"]'));
      assert.match(svg.content.toString(), /Kenya/);
      await page.click('td >> text=Uganda >> nth=0');
      await page.waitForURL(/\/actor\?code=UGA/);
      await page.waitForSelector('[aria-label="Did"]');
    }));

  test('the network is arranged by a worker of our own and holds still while time goes on', () =>
    on({}, '/add', async ({ page, open, download }) => {
      const [worker] = await Promise.all([page.waitForEvent('worker'), open('/actors')]);
      assert.match(worker.url(), /^http:\/\/[^/]+\/assets\/[^/]+\.js$/);
      await page.waitForSelector('.network[aria-busy="false"] canvas');
      const places = async () => {
        const svg = await download(() => page.click('[aria-label="Save Who acts on whom as SVG"]'));
        return [...svg.content.toString().matchAll(/<circle cx="([^"]*)" cy="([^"]*)"/g)].map((found) => found.slice(1).join(' '));
      };
      const all = await places();
      assert.ok(new Set(all).size > 3 && all.length === new Set(all).size, 'each actor has a place of its own');
      await page.selectOption('.time select', { index: 0 });
      await page.waitForURL(/window=/);
      assert.deepEqual(await places(), all);
      await page.click('[aria-label="Network closer"]');
      await page.waitForTimeout(400);
      assert.notDeepEqual(await places(), all);
    }));

  test('an actor’s four sides', () =>
    on({}, '/actor?code=UGA', async ({ page }) => {
      for (const side of ['Did', 'Had done to it', 'Said', 'Was said about']) await page.waitForSelector(`section[aria-label="${side}"]`);
      assert.match(await page.textContent('section[aria-label="Had done to it"]'), /Kenya/);
      await page.click('[aria-label="Partners"] >> text=over time');
      await page.waitForURL(/\/pair\?/);
    }));

  test('a pair over time, asserted apart from claimed', () =>
    on({}, '/pair?a=KEN&b=UGA', async ({ page, download }) => {
      await page.waitForSelector('text=conflict, only claimed');
      assert.ok((await page.locator('section svg[role=img] rect').count()) > 0);
      await page.click('text=both ways');
      await page.waitForURL(/mutual=true/);
      await page.waitForSelector('tbody tr');
      const series = await download(() => page.click('text=Export series'));
      assert.match(series.content.toString(), /^date,cooperation_asserted/);
      for (const way of ['KEN → UGA', 'UGA → KEN']) {
        await page.click(`summary:has-text("Export ${way}")`);
        const rows = await download(() => page.click('details[open] a:has-text("CSV")'));
        assert.ok(rows.content.toString().trim().split('\n').length > 1, way);
      }
      const figure = await download(() => page.click('[aria-label^="Save Conflict"][aria-label$="SVG"]'));
      assert.match(figure.content.toString(), /^<svg/);
    }));
});

describe('ledger', () => {
  test('an item opens to its history; the slider goes back in time', () =>
    on({}, '/ledger', async ({ page }) => {
      await page.click('.item:has-text("withdraw its troops")');
      await page.waitForURL(/item=/);
      await page.waitForSelector('.moves blockquote');
      assert.ok((await page.locator('.moves li').count()) >= 3);
      await page.locator('#as-of').focus();
      await page.keyboard.press('Home');
      await page.waitForURL(/as_of=2026-0/);
      await page.waitForFunction(() => !document.body.textContent.includes('carried out'));
    }));

  test('the address holds the day, the kind and the item', () =>
    on({}, '/ledger?kind=demand&as_of=2026-03-05', async ({ page, downloads }) => {
      await page.waitForSelector('.item');
      assert.equal(await page.getAttribute('button:has-text("demand") >> nth=0', 'aria-pressed'), 'true');
      assert.match(await page.textContent('main h1'), /5 Mar 2026/);
      assert.ok((await page.locator('.item .kind').allTextContents()).every((text) => text.startsWith('demand')));
      assert.match(await page.textContent('#main select'), /Kenya \(KEN\)/);
      const shown = await page.locator('.item').count();
      const files = await downloads(() => page.click('button:has-text("Export")'), 3);
      const manifest = JSON.parse(files['sayso-ledger.manifest.json'].toString());
      assert.equal(manifest.rows, shown);
      assert.deepEqual(manifest.filter, { kind: ['demand'], as_of: ['2026-03-05'] });
      assert.match(manifest.files[0].sha256, /^[0-9a-f]{64}$/);
      assert.equal(files['sayso-ledger.csv'].length, manifest.files[0].bytes);
      await page.keyboard.press('j');
      await page.waitForURL(/item=/);
      await page.reload();
      await page.waitForSelector('.moves blockquote');
    }));

  test('accounts that differ stand side by side', () =>
    on({}, '/disputes', async ({ page, download }) => {
      const shelling = page.locator('article:has-text("shelled the village")');
      await shelling.waitFor();
      for (const side of ['It happened, says', 'It did not, says', 'Takes it back']) await shelling.locator(`section[aria-label="${side}"]`).waitFor();
      assert.match(await page.textContent('.figures'), /14/);
      const rows = await download(() => page.click('button:has-text("Export")'));
      assert.match(rows.content.toString(), /shelled the village/);
    }));
});

describe('adding', () => {
  test('a file goes in with progress and its records are there', () =>
    on({}, '/add', async ({ page }) => {
      const report = { id: 'added-1', date: '2026-04-03', title: 'Added from the page', text: 'Tanzania imposed sanctions on Kenya on Friday.' };
      await page.setInputFiles('input[type=file]', { name: 'added.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(`${JSON.stringify(report)}\n`) });
      await page.waitForSelector('progress');
      await page.waitForSelector('text=is in the store', { timeout: 60_000 });
      await page.goto(`${server.base}/report?id=added-1`);
      await page.waitForSelector('text=imposed');
    }));

  test('a file that cannot be read is refused with a reason', async () => {
    const visitor = await visit(browser, server);
    await visitor.open('/add');
    await visitor.page.setInputFiles('input[type=file]', { name: 'harm.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await visitor.page.waitForSelector('li.card [role=alert]');
    await visitor.context.close();
  });
});

describe('keys', () => {
  test('the first tab leads to the contents', () =>
    on({}, '/', async ({ page }) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'To the contents');
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(shown, 'none', 'one sees where one is');
    }));

  test('are listed, and lead everywhere', () =>
    on({}, '/', async ({ page }) => {
      await page.keyboard.press('?');
      await page.waitForSelector('dialog[open] >> text=next record');
      await page.keyboard.press('Escape');
      await page.keyboard.press('3');
      await page.waitForURL(/\/ledger/);
      await page.keyboard.press('T');
      assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
    }));
});
