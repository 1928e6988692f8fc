/** @file A person with a keyboard and no mouse: presses keys, and knows where the focus is. */
import type { RunningApp } from '../launch-app.ts';
import { waitUntil } from '../wait-until.ts';

/** Counts what a mouse, a pen or a finger did to the page from now on. Each press of a button is one. */
export async function watchPointer(app: RunningApp): Promise<() => Promise<number>> {
  await app.page.evaluate(`(() => {
    window.pointed = 0;
    for (const name of ['pointerdown', 'mousedown', 'touchstart', 'wheel', 'dragstart'])
      addEventListener(name, () => { window.pointed += 1; }, { capture: true, passive: true });
  })()`);
  return async () => await app.page.evaluate<number>('window.pointed');
}

export class Keyboard {
  readonly #app: RunningApp;

  constructor(app: RunningApp) {
    this.#app = app;
  }

  /** One after the other, in Playwright's words: `Control+1`, `ArrowRight`. */
  readonly press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await this.#app.page.keyboard.press(key);
  };

  readonly type = async (text: string): Promise<void> => {
    await this.#app.page.keyboard.type(text, { delay: 20 });
  };

  /** Accessible name of what has the focus; empty: nothing has. */
  readonly readFocus = async (): Promise<string> =>
    await this.#app.page.evaluate<string>(`(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return '';
      return (element.getAttribute('aria-label') ?? element.textContent).trim();
    })()`);

  readonly waitForFocus = async (name: RegExp): Promise<void> => {
    await waitUntil(this.readFocus, (focused) => name.test(focused));
  };

  /** Presses a key until the focus is on something of that name. @throws Error when it never is */
  readonly pressUntil = async (key: string, name: RegExp, limit = 40): Promise<void> => {
    for (let count = 0; count < limit; count += 1) {
      if (name.test(await this.readFocus())) return;
      await this.press(key);
    }
    throw new Error(`${String(name)} was not reached; the focus is on "${await this.readFocus()}".`);
  };
}
