// What every browser test stands on: a store of the example, a server on loopback, a browser that may go nowhere else.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.SAYSO ?? join(root, 'target/release/sayso');

/** A report that tries everything that must stay text. */
const HOSTILE = {
  id: 'hostile',
  date: '2026-03-09',
  outlet: '<img src=x onerror=alert(1)>',
  url: 'javascript:alert(1)',
  title: '<script>window.harmed = 1</script> Kenya shelled a village',
  text: 'Kenya shelled a village on Monday. <script>window.harmed = 1</script> <img src=x onerror="window.harmed = 1"> \u202Edenworc saw gnik eht\u202C. Uganda denied that it had shelled [x](javascript:alert(1)) a town. ' + 'a'.repeat(1_000_000),
};

/** Starts the server over a store of the example's reports, and, unless told otherwise, of one that means harm. */
export async function serve({ hostile = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sayso-web-'));
  const store = join(folder, 'story.sayso');
  writeFileSync(join(folder, 'hostile.jsonl'), `${JSON.stringify(HOSTILE)}\n`);
  const inputs = [join(root, 'examples/story/reports.jsonl'), join(root, 'examples/2026-04-21-pressure.txt')];
  if (hostile) inputs.push(join(folder, 'hostile.jsonl'));
  const added = spawnSync(program, ['add', ...inputs, '--any-language', '-q', '--store', store], { encoding: 'utf8' });
  if (added.status !== 0) throw new Error(`sayso add: ${added.stderr}`);
  return open(store, () => rmSync(folder, { recursive: true, force: true }));
}

/** Starts the server over a store. */
export function open(store, after = () => {}) {
  return start(['serve', '--store', store, '--port', '0', ...(process.env.SAYSO_SERVE ?? '').split(' ').filter(Boolean)], after);
}

/** Starts the example as a newcomer does. */
export function demo() {
  return start(['demo', '--port', '0']);
}

async function start(args, after = () => {}) {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((done, fail) => {
    let text = '';
    server.stdout.on('data', (part) => {
      text += part;
      const found = /https?:\/\/\S+/.exec(text);
      if (found && text.includes('\n')) done(found[0]);
    });
    server.on('exit', (code) => fail(new Error(`sayso ${args[0]} ended with ${code}`)));
    setTimeout(() => fail(new Error(`sayso ${args[0]} printed no address in 30 s: ${text}`)), 30_000).unref();
  });
  return {
    base: new URL(address).origin,
    /** The program, to be ended under a page. */
    server,
    /** With the token, as it is printed. */
    address,
    async stop() {
      server.removeAllListeners('exit');
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      after();
    },
  };
}

export function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage'] });
}

/** A page of a fresh browser that notes whatever must not happen: errors, refused contents, requests that leave this machine. */
export async function visit(browser, server, { scheme = 'light', width = 1360, height = 900, reviewer } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, acceptDownloads: true, locale: 'en-GB', reducedMotion: 'reduce' });
  const wrongs = [];
  await context.route('**/*', (route) => {
    const { protocol, origin } = new URL(route.request().url());
    if (origin === server.base || protocol === 'blob:' || protocol === 'data:') return route.continue();
    wrongs.push(`a request to ${origin}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => wrongs.push(`an error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request shows as such too; those that a test provokes are taken out by it.
    if (message.type() === 'error') wrongs.push(`on the console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    wrongs.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.address);
  await page.waitForSelector('main h1');
  if (reviewer) await page.evaluate((name) => localStorage.setItem('sayso.reviewer', name), reviewer);
  return {
    page,
    wrongs,
    context,
    async open(path) {
      await page.goto(server.base + path);
      await page.waitForSelector('main h1, main [role=alert], main .notice');
    },
    /** The files that one press gives, by name. */
    async downloads(act, count) {
      const files = [];
      const all = new Promise((done) => page.on('download', (file) => files.push(file) === count && done()));
      await act();
      await all;
      return Object.fromEntries(await Promise.all(files.map(async (file) => [file.suggestedFilename(), readFileSync(await file.path())])));
    },
    /** What a download holds. */
    async download(act) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()]);
      const stream = await download.createReadStream();
      const parts = [];
      for await (const part of stream) parts.push(part);
      return { name: download.suggestedFilename(), content: Buffer.concat(parts) };
    },
  };
}
