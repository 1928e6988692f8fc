import type { Catalogue } from '../catalogue.ts';

export const firstRun: Catalogue['firstRun'] = {
  title: '让照片按地标归册',
  lead: 'Cairn 会浏览一个照片文件夹，认出其中的地标，并为每个地标建一本相册。',
  choose: '选择文件夹',
  choosing: '正在等待选择文件夹…',
  sample: '先看看示例图库',
  addingSample: '正在准备示例图库…',
  promiseTitle: '一切都留在这台电脑上。',
  promise: '你的照片绝不会被移动、修改或上传。',
};
