/** All state of a page is its address: a path and its parameters. */
import { change, query } from './params';

class Route {
  path = $state(location.pathname);
  search = $state(location.search);
  params = $derived(new URLSearchParams(this.search));

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('click', (event) => this.follow(event));
  }

  /** Goes to a page. With `replace`, the step before is not kept for "back". */
  go(address: string, replace = false): void {
    if (address === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    this.read();
  }

  /** Changes parameters of the page; null takes one out. */
  set(changes: Record<string, string | string[] | null>, replace = false): void {
    this.go(this.address(this.path, changes), replace);
  }

  /** The address that `set` would go to. */
  address(path: string, changes: Record<string, string | string[] | null>): string {
    return path + query(change(new URLSearchParams(this.search), changes));
  }

  get(name: string): string | null {
    return this.params.get(name);
  }

  private read(): void {
    const moved = this.path !== location.pathname;
    this.path = location.pathname;
    this.search = location.search;
    if (moved) scrollTo(0, 0);
  }

  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    if (link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const route = new Route();
