/** Who sits here; kept in this browser. */

const KEY = 'sayso.reviewer';

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

class Reviewer {
  name = $state(stored());

  set(name: string): void {
    this.name = name.trim();
    try {
      localStorage.setItem(KEY, this.name);
    } catch {
      // Without storage the name lasts until the page is reloaded.
    }
  }
}

export const reviewer = new Reviewer();
