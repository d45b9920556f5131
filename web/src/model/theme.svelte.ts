/** Light, dark, or as the system has it; kept in this browser. */

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'sayso.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

class ThemeChoice {
  value: Theme = $state(stored());

  constructor() {
    this.apply();
  }

  next(): void {
    this.value = this.value === 'system' ? 'light' : this.value === 'light' ? 'dark' : 'system';
    try {
      localStorage.setItem(KEY, this.value);
    } catch {
      // A browser that keeps nothing still shows the theme until it is closed.
    }
    this.apply();
  }

  private apply(): void {
    if (this.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.value;
  }
}

export const theme = new ThemeChoice();
