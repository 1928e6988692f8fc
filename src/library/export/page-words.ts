/** @file The few words of an exported page, in the language of the window. */
import type { Language } from '../../api/preferences.ts';
import type { PageWords } from './web-page.ts';

interface ExportWords extends PageWords {
  /** BCP 47, also for dates. */
  readonly locale: string;
  readonly countPhotos: (count: number) => string;
}

/** Words and locale of a language. */
export const pageWords: Readonly<Record<Language, ExportWords>> = {
  en: {
    locale: 'en',
    open: 'Show large',
    close: 'Close',
    next: 'Next photo',
    previous: 'Previous photo',
    countPhotos: (count) => `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? 'photo' : 'photos'}`,
  },
  'zh-Hans': {
    locale: 'zh-Hans-CN',
    open: '查看大图',
    close: '关闭',
    next: '下一张',
    previous: '上一张',
    countPhotos: (count) => `${new Intl.NumberFormat('zh-Hans-CN').format(count)} 张照片`,
  },
};
