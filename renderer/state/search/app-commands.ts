/** @file The commands of the window itself. */
import type { PreferencesPatch } from '../../../src/api/preferences.ts';
import { placeViews, type MenuView } from '../../../src/api/window-commands.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import type { AppState } from '../app.svelte.ts';
import type { Command } from './commands.ts';
import { findViewKeys, goToView, nameView } from '../places.ts';
import { turnDecision } from '../undo.ts';

export interface AppCommandOptions {
  readonly app: AppState;
  readonly showKeys: () => void;
}

/** In the order in which the palette lists them. */
export function createAppCommands({ app, showKeys }: AppCommandOptions): readonly Command[] {
  const { library, toasts } = app;
  const words = t.search.palette;
  const goTo = (view: MenuView): Command => ({
    id: `view.${view}`,
    label: words.goTo(nameView(view)),
    keys: findViewKeys(view),
    run: () => goToView(view, app),
  });
  const prefer = (id: string, label: string, patch: PreferencesPatch): Command => ({
    id,
    label,
    run: () => void library.run(() => callMain('preferences.set', patch)),
  });
  const run = (call: 'roots.rescan' | 'indexing.pause' | 'indexing.resume') => (): void =>
    void library.run(() => callMain(call, {}));
  return [
    ...placeViews.map(goTo),
    goTo('duplicates'),
    goTo('history'),
    goTo('settings'),
    { id: 'undo', label: words.undo, keys: ['Ctrl', 'Z'], run: () => void turnDecision('undo', library, toasts) },
    {
      id: 'redo',
      label: words.redo,
      keys: ['Ctrl', 'Shift', 'Z'],
      run: () => void turnDecision('redo', library, toasts),
    },
    { id: 'rescan', label: words.rescan, run: run('roots.rescan') },
    { id: 'add-folder', label: words.addFolder, run: () => void library.chooseFolder() },
    { id: 'pause', label: words.pause, isAvailable: () => library.isBusy, run: run('indexing.pause') },
    {
      id: 'resume',
      label: words.resume,
      isAvailable: () => library.progress?.state === 'paused' || library.progress?.state === 'stopped',
      run: run('indexing.resume'),
    },
    prefer('theme.system', words.themeSystem, { theme: 'system' }),
    prefer('theme.light', words.themeLight, { theme: 'light' }),
    prefer('theme.dark', words.themeDark, { theme: 'dark' }),
    prefer('language.system', words.languageSystem, { language: 'system' }),
    prefer('language.en', words.languageEnglish, { language: 'en' }),
    prefer('language.zh-Hans', words.languageChinese, { language: 'zh-Hans' }),
    { id: 'keys', label: t.keys.title, keys: ['?'], run: showKeys },
  ];
}
