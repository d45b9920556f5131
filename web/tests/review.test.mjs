// Review by keyboard, and an analyst's whole round: filter, map, record, why, correction, export, and all of it there after a reload.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser as launch, demo, serve, visit } from './explorer.mjs';

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const said = (page, words) => page.waitForFunction((text) => document.querySelector('[aria-live]')?.textContent.includes(text), words);
const id = (page) => page.textContent('article .facts .code');

test('one key decides and moves on; undo brings it back', async () => {
  const { page, wrongs, open, context } = await visit(browser, server, { reviewer: 'anna' });
  await open('/review');
  await page.waitForSelector('article .sentence');
  const first = await id(page);
  await page.keyboard.press('a');
  await said(page, 'Accepted');
  const second = await id(page);
  assert.notEqual(second, first);
  await page.keyboard.press('x');
  await said(page, 'Rejected');
  await page.keyboard.press('u');
  await said(page, 'Taken back');
  assert.equal(await id(page), second);
  await page.keyboard.press('j');
  assert.notEqual(await id(page), second);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('the least certain comes first, and the address leads to each', async () => {
  const { page, wrongs, open, context } = await visit(browser, server, { reviewer: 'dora' });
  await open('/review');
  await page.waitForSelector('article .sentence');
  const sure = async () => parseInt(/sure (\d+)/.exec(await page.textContent('article .facts'))[1], 10);
  const first = await sure();
  await page.keyboard.press('j');
  assert.ok(Math.abs((await sure()) - 50) >= Math.abs(first - 50));
  const record = await id(page);
  await page.click('article .facts .code');
  await page.waitForURL(/record=/);
  await page.reload();
  await page.waitForSelector('article .sentence');
  assert.equal(await id(page), record);
  for (const key of ['a', 'x', 'Enter', 'j', 'u', 'e', 't', 'm', 's', 'o', 'g', 'k', 'd', 'l', 'c']) assert.ok(await page.locator(`article kbd:text-is("${key}")`).count(), `the key ${key} is shown`);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('type, status, roles and speakers are corrected by keyboard, with a note', async () => {
  const { page, wrongs, open, context } = await visit(browser, server, { reviewer: 'anna' });
  await open('/review?document=story-12');
  await page.waitForSelector('article .sentence');
  await page.keyboard.press('s');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('7');
  await page.waitForSelector('ins >> text=planned');
  await page.keyboard.press('o');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Uganda UGA; Kenya KEN');
  await page.keyboard.press('Enter');
  await page.waitForSelector('ins >> text=Uganda UGA and Kenya KEN');
  await page.keyboard.press('k');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('a diplomat');
  await page.keyboard.press('Enter');
  await page.waitForSelector('ins >> text=a diplomat');
  await page.keyboard.press('c');
  await page.keyboard.type('not yet in force');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await said(page, 'Corrected');
  await open('/review?tab=history');
  await page.waitForSelector('td >> text=not yet in force');
  assert.match(await page.textContent('tbody'), /status: planned/);
  assert.deepEqual(wrongs, []);
  await context.close();
});

test('a second coder does not see the first; where they differ, somebody decides', async () => {
  const anna = await visit(browser, server, { reviewer: 'anna' });
  await anna.open('/review?document=story-07');
  await anna.page.waitForSelector('article .sentence');
  const record = await id(anna.page);
  await anna.page.keyboard.press('a');
  await said(anna.page, 'Accepted');
  await anna.context.close();
  const ben = await visit(browser, server, { reviewer: 'ben' });
  await ben.open('/review?document=story-07&second=true');
  await ben.page.waitForSelector('article .sentence');
  assert.equal(await id(ben.page), record);
  assert.doesNotMatch(await ben.page.textContent('article'), /anna|accept by/);
  await ben.page.keyboard.press('x');
  await said(ben.page, 'Rejected');
  await ben.open('/review?tab=score');
  await ben.page.waitForSelector('text=decided by anna and ben');
  const agreement = ben.page.locator('section[aria-label="Agreement"]');
  assert.deepEqual(await agreement.locator('th').allTextContents(), ['Field', 'units', 'per cent', 'kappa', 'alpha']);
  assert.match(await agreement.locator('tbody').textContent(), /such an act at all/);
  await ben.page.waitForSelector('[aria-label="The machine against the corrections"] >> text=right');
  const kept = await ben.downloads(() => ben.page.click('text=Export agreement'), 2);
  assert.match(kept['sayso-agreement.csv'].toString(), /^field,.*percent.*kappa.*alpha/);
  await ben.open('/review?tab=cases');
  await ben.page.waitForSelector('text=They differ in');
  await ben.page.click('button:has-text("So it shall be") >> nth=0');
  await ben.page.waitForSelector('text=Nobody disagrees');
  assert.deepEqual(ben.wrongs, []);
  await ben.context.close();
});

test('without the token nothing is written, and the page says how to go on', async () => {
  const { page, context } = await visit(browser, server, { reviewer: 'carla' });
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`${server.base}/review`);
  await page.waitForSelector('article .sentence');
  const first = await id(page);
  await page.keyboard.press('a');
  await page.waitForSelector('[role=alert] >> text=Token');
  assert.equal(await id(page), first);
  await page.fill('[role=alert] input', new URLSearchParams(new URL(server.address).hash.slice(1)).get('token'));
  await page.click('text=Use it');
  await page.waitForSelector('[role=alert]', { state: 'detached' });
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('a');
  await said(page, 'Accepted');
  await context.close();
});

test('an analyst’s round of the demo', async () => {
  const server = await demo();
  const { page, wrongs, open, download, context } = await visit(browser, server, { reviewer: 'anna' });
  // filter
  await page.click('label:has-text("ASSAULT") input');
  await page.waitForURL(/type=ASSAULT/);
  // map
  await page.waitForSelector('path.land');
  await page.click('text=The places as a list');
  await page.click('.places button >> nth=0');
  await page.waitForURL(/(place|country)=/);
  await page.waitForSelector('[aria-label="Filters in force"]');
  // record
  await page.waitForFunction(() => document.querySelector('tbody tr') && document.querySelectorAll('tbody tr').length === Number(document.querySelector('main h1').textContent.replace(/[^\d]/g, '')));
  await page.click('tbody a >> nth=0');
  await page.waitForURL(/\/report\?.*act=/);
  await page.waitForSelector('.acts > li.on');
  // explain
  await page.click('button:has-text("Why?")');
  await page.waitForSelector('.why >> text=How its status came about');
  // correct
  await page.click('a:has-text("Correct it")');
  await page.waitForURL(/\/review\?record=/);
  await page.waitForSelector('article .sentence');
  const record = await id(page);
  await page.keyboard.press('s');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('9');
  await page.waitForSelector('ins >> text=possible');
  await page.keyboard.press('Enter');
  await said(page, 'Corrected');
  // export
  const tasks = await download(() => page.click('[aria-label="Export corrections"] >> text=labelstudio'));
  assert.ok(Array.isArray(JSON.parse(tasks.content.toString())));
  const marks = await download(() => page.click('[aria-label="Export corrections"] >> text=brat'));
  assert.equal(marks.content.subarray(0, 2).toString(), 'PK');
  const gold = await download(() => page.click('[aria-label="Export corrections"] >> text=jsonl'));
  assert.ok(gold.content.toString().includes(record));
  await open('/?type=ASSAULT');
  await page.waitForSelector('tbody tr');
  const shown = Number((await page.textContent('main h1')).replace(/[^\d]/g, ''));
  await page.click('summary:has-text("Export")');
  const rows = await download(() => page.click('a:has-text("JSON lines")'));
  assert.equal(rows.content.toString().trim().split('\n').length, shown);
  // reload shows the correction
  await open('/?review=fixed');
  await page.reload();
  await page.waitForSelector('tbody tr');
  await open(`/report?${new URLSearchParams({ id: record.split('#')[0], act: record })}`);
  await page.waitForSelector('.acts > li.on >> text=corrected by anna');
  assert.deepEqual(wrongs, []);
  await context.close();
  await server.stop();
});
