/** The keyboard: what each page listens for, and the list that `?` shows. */
import { onMount } from 'svelte';

export interface Key {
  /** As `KeyboardEvent.key` has it; more than one may do the same. */
  keys: string[];
  does: string;
  run: () => void;
}

export const bound: { page: Key[]; everywhere: Key[] } = $state({ page: [], everywhere: [] });

/** Makes keys work while a component is on the page. */
export function useKeys(keys: Key[], where: 'page' | 'everywhere' = 'page'): void {
  onMount(() => {
    bound[where] = [...bound[where], ...keys];
    return () => {
      bound[where] = bound[where].filter((one) => !keys.some((own) => own.does === one.does));
    };
  });
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button', 'submit'].includes(target.type);
}

/** Keys that the thing with the focus needs itself: Enter presses a button, arrows move a slider. */
function own(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Enter' || key === ' ') return !!target.closest('button, a, summary, label, input, [role=button]');
  return key.startsWith('Arrow') && target instanceof HTMLInputElement;
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  if (typing(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    return;
  }
  if (own(event.key, event.target)) return;
  const hit = [...bound.page, ...bound.everywhere].find((one) => one.keys.includes(event.key));
  if (!hit) return;
  event.preventDefault();
  hit.run();
});
