/** The licences of everything that is built into the page, as one text beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The folder of the package that a module belongs to. */
function packageOf(id: string): string | undefined {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, '').split('?')[0]!);
  return found?.[1];
}

function notice(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : 'No text of the licence comes with the package.';
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text}\n`;
}

/** Folders of what goes into the workers, which are built before the page. */
const inWorkers = new Set<string>();

function folders(modules: Iterable<string>): string[] {
  return [...modules].map(packageOf).filter((folder): folder is string => !!folder && existsSync(join(folder, 'package.json')));
}

/** For the build of the workers: notes what goes into them. */
export function noted(): Plugin {
  return {
    name: 'licences-of-workers',
    generateBundle() {
      folders(this.getModuleIds()).forEach((folder) => inWorkers.add(folder));
    },
  };
}

export function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const notices = [...new Set([...folders(this.getModuleIds()), ...inWorkers])].map(notice).sort();
      const head = 'The explorer of sayso is MIT OR Apache-2.0, at your choice. Built into it are these packages, and borders by Natural Earth (public domain).\n';
      this.emitFile({ type: 'asset', fileName: 'assets/licences.txt', source: [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}
