/** Asking the server: one place for addresses, the token, and errors that say what to do. */
import { untrack } from 'svelte';
import { save } from './figure';
import { parsed } from './shown';

/** What went wrong, in words for a person, and what to do about it. */
export class Trouble extends Error {
  readonly remedy: string;

  constructor(
    message: string,
    remedy: string,
    readonly status = 0,
  ) {
    super(sentence(message));
    this.remedy = sentence(remedy);
  }
}

/** "no such day" as "No such day." */
function sentence(words: string): string {
  const text = words.trim();
  if (!text) return text;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?”]$/.test(text) ? '' : '.'}`;
}

const TOKEN = 'sayso.token';

/** Takes the token from the address that `sayso serve` printed, and out of what the address bar shows. */
export function takeToken(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!found) return;
  keep(found);
  history.replaceState(null, '', location.pathname + location.search);
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(TOKEN, token);
  } catch {
    // Without storage the token lasts until the page is reloaded.
  }
  session.token = token;
}

function kept(): string {
  try {
    return sessionStorage.getItem(TOKEN) ?? '';
  } catch {
    return '';
  }
}

/** The token, whether the store takes reviews and reports, and how often it has changed. */
export const session = $state({ token: kept(), writable: true, generation: 0 });

/** Whether reading needs the token too: everywhere but on this machine. */
export const remote = !['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);

export function setToken(token: string): void {
  keep(token.trim());
}

function trouble(status: number, said: string): Trouble {
  if (status === 401 || status === 403) {
    return new Trouble(said || 'The server wants its token.', 'Open the address that sayso serve printed, with its #token=…, or paste the token below.', status);
  }
  if (status === 404) return new Trouble(said || 'There is no such thing in this store.', 'Go back, or look for it in the overview.', status);
  if (status === 413) return new Trouble(said || 'That is more than the server takes at once.', 'Send smaller files, or use sayso add.', status);
  if (status === 429) return new Trouble(said || 'Too many requests in a short time.', 'Wait a few seconds and try again.', status);
  if (status >= 500) return new Trouble(said || 'The server failed.', 'Look at the terminal in which sayso serve runs; try again.', status);
  return new Trouble(said || `The server answered ${status}.`, 'Take away a filter, or go back.', status);
}

async function said(response: Response): Promise<Trouble> {
  const text = await response.text().catch(() => '');
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string; remedy?: string } };
    const found = trouble(response.status, error?.message ?? '');
    return error?.remedy ? new Trouble(found.message, error.remedy, response.status) : found;
  } catch {
    return trouble(response.status, text.slice(0, 300));
  }
}

/** Reaches the server; whatever is no success is trouble. */
async function reach(address: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  if (session.token) headers.set('authorization', `Bearer ${session.token}`);
  if (typeof options.body === 'string') headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(address, { ...options, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Trouble('The server does not answer.', 'See whether sayso serve still runs, then reload the page.');
  }
  if (!response.ok) throw await said(response);
  return response;
}

/** Asks, and gives the JSON answered. */
export async function ask<T>(address: string, options: RequestInit = {}): Promise<T> {
  const response = await reach(address, options);
  if (response.status === 202 && !options.method) {
    await pause(response, options.signal);
    return ask<T>(address, options);
  }
  if (response.status === 204) return undefined as T;
  return parsed<T>(await response.text());
}

/** The server is still working it out: waits as long as it says. */
async function pause(response: Response, signal?: AbortSignal | null): Promise<void> {
  const body = (await response.json().catch(() => ({}))) as { retry_after?: number };
  await new Promise((done) => setTimeout(done, 1000 * Math.min(10, Math.max(0.3, body.retry_after ?? 2))));
  signal?.throwIfAborted();
}

/** Fetches a file with the token in its header, and offers it for download. */
export async function download(address: string, name: string): Promise<void> {
  const response = await reach(address);
  save(name, await response.blob());
}

export function send<T>(address: string, body: unknown, method = 'POST'): Promise<T> {
  return ask<T>(address, { method, body: JSON.stringify(body) });
}

/** Every row of a list that the server gives in pages: `address` for an offset, `rows` of an answer. */
export async function everything<T, R>(address: (offset: number) => string, rows: (answer: T) => R[], total: (answer: T) => number): Promise<R[]> {
  const out: R[] = [];
  for (;;) {
    const answer = await ask<T>(address(out.length));
    const page = rows(answer);
    out.push(...page);
    if (!page.length || out.length >= total(answer)) return out;
  }
}

/** What an address gives, kept up to date as the address changes; what was shown stays until the new answer is there. */
export class Answer<T> {
  data: T | undefined = $state.raw();
  error: Trouble | undefined = $state.raw();
  loading = $state(false);
  private turn = $state(0);

  /** `address` is read anew when what it depends on changes; the server is asked where it is another. Null asks nothing. */
  constructor(address: () => string | null) {
    const wanted = $derived(address());
    $effect(() => {
      const now = wanted;
      void this.turn;
      void session.generation;
      void session.token;
      if (now === null) return;
      const control = new AbortController();
      untrack(() => this.load(now, control));
      return () => control.abort();
    });
  }

  again(): void {
    this.turn += 1;
  }

  private async load(address: string, control: AbortController): Promise<void> {
    this.loading = true;
    try {
      const data = await ask<T>(address, { signal: control.signal });
      if (control.signal.aborted) return;
      this.data = data;
      this.error = undefined;
    } catch (error) {
      if (control.signal.aborted) return;
      this.error = error instanceof Trouble ? error : new Trouble(String(error), 'Reload the page.');
    }
    this.loading = false;
  }
}
