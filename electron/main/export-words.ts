/** @file What the dialogs of an export say. */
import type { Language } from '../../src/api/preferences.ts';

interface ExportDialogWords {
  readonly title: string;
  readonly choose: string;
  readonly insideTitle: string;
  readonly insideText: (root: string) => string;
  readonly other: string;
  readonly anyway: string;
}

/** Words of the system's dialogs, by language. */
export const exportWords: Readonly<Record<Language, ExportDialogWords>> = {
  en: {
    title: 'Export to a Folder',
    choose: 'Export Here',
    insideTitle: 'This folder is one of your photo folders',
    insideText: (root) => `Cairn looks through ${root}, and would find the exported files there again.`,
    other: 'Choose Another Folder',
    anyway: 'Export There Anyway',
  },
  'zh-Hans': {
    title: '导出到文件夹',
    choose: '导出到这里',
    insideTitle: '这个文件夹在你的照片文件夹之内',
    insideText: (root) => `Cairn 会浏览 ${root}，导出的文件会再次被它找到。`,
    other: '选择其他文件夹',
    anyway: '仍然导出到这里',
  },
};
