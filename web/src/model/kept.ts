/** Rows that a view has worked out, kept as files, with a manifest that says what they are. */
import { api, type Summary } from './api';
import { ask } from './fetch.svelte';
import { save } from './figure';
import { csv, type Row } from './rows';

interface Kept {
  file: string;
  bytes: number;
  /** Null where the browser works none out: beyond this machine it does so only over an encrypted connection. */
  sha256: string | null;
}

async function kept(file: string, content: Blob): Promise<Kept> {
  const sum = globalThis.crypto.subtle ? await crypto.subtle.digest('SHA-256', await content.arrayBuffer()) : null;
  const sha256 = sum && Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file, bytes: content.size, sha256 };
}

/** Saves rows as CSV; with `whole`, the full objects as JSON lines too; and what they are, where from, and how to cite them. */
export async function saveRows(name: string, rows: Row[], whole?: unknown[]): Promise<void> {
  const files: [string, Blob][] = [[`${name}.csv`, new Blob([csv(rows)], { type: 'text/csv' })]];
  if (whole) files.push([`${name}.jsonl`, new Blob([whole.map((one) => `${JSON.stringify(one)}\n`).join('')], { type: 'application/jsonl' })]);
  const { program, schema, store } = await ask<Summary>(api('summary'));
  const manifest = {
    schema,
    program,
    store,
    page: location.pathname + location.search,
    filter: Object.fromEntries([...new Set(new URLSearchParams(location.search).keys())].map((key) => [key, new URLSearchParams(location.search).getAll(key)])),
    rows: rows.length,
    made: new Date().toISOString(),
    files: await Promise.all(files.map(([file, content]) => kept(file, content))),
    citation: `Worked out by sayso ${program} from ${store}, ${rows.length} rows, schema ${schema}.`,
  };
  files.push([`${name}.manifest.json`, new Blob([`${JSON.stringify(manifest, null, 1)}\n`], { type: 'application/json' })]);
  for (const [file, content] of files) save(file, content);
}
