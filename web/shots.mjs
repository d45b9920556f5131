// Takes the pictures of the guide (docs/images), each view in light and dark. `npm run shots`; SAYSO names the program.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browser as launch, serve, visit } from './tests/explorer.mjs';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(folder, { recursive: true });
const wait = (page, ms) => page.waitForTimeout(ms);

/** Name, address, what must be there, what to do before the picture. */
const VIEWS = [
  ['overview', '/?from=2026-02-28&to=2026-04-05', 'path.some', (page) => wait(page, 600)],
  ['reading', '/report?id=2026-04-21-pressure', '.piece', async (page) => {
    for (let i = 0; i < 3; i++) await page.keyboard.press('j');
  }],
  ['why', '/report?id=story-05', '.piece', async (page) => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.waitForSelector('.trace');
  }],
  ['actors', '/actors', '.network canvas', (page) => wait(page, 900)],
  ['actor', '/actor?code=UGA', '[aria-label="Did"]'],
  ['pair', '/pair?a=KEN&b=UGA&mutual=true', 'tbody tr'],
  ['ledger', '/ledger', '.item', async (page) => {
    await page.click('.item:has-text("withdraw its troops")');
    await page.mouse.move(5, 5);
    await page.waitForSelector('.moves');
    await page.evaluate(() => scrollTo(0, 0));
  }],
  ['disputes', '/disputes', 'article'],
  ['review', '/review', 'article .sentence', async (page) => {
    await page.keyboard.press('s');
    await page.keyboard.press('3');
    await page.waitForSelector('ins');
  }],
  ['add', '/add', '.drop'],
];

const server = await serve({ hostile: false });
const browser = await launch();
for (const scheme of ['light', 'dark'])
  for (const [name, path, ready, act] of VIEWS) {
    const { page, open, context, wrongs } = await visit(browser, server, { scheme, width: 1280, height: 800, reviewer: 'anna' });
    await open(path);
    await page.waitForSelector(ready);
    await act?.(page);
    await wait(page, 300);
    let picture = await page.screenshot();
    const smaller = spawnSync('pngquant', ['--speed', '1', '--strip', '96', '-'], { input: picture, maxBuffer: 1 << 26 });
    if (smaller.status === 0) picture = smaller.stdout;
    writeFileSync(`${folder}${name}-${scheme}.png`, picture);
    console.log(`${name}-${scheme}.png ${Math.round(picture.length / 1024)} KB ${wrongs.join('; ')}`);
    await context.close();
  }
await browser.close();
await server.stop();
