import type { Catalogue } from '../catalogue.ts';
import { formatDateTime } from '../format.ts';

export const problems: Catalogue['problems'] = {
  catalogTitle: 'Cairn 无法打开你的图库',
  providerLost: (lost, current) => `${lost}停止工作，Cairn 改用${current}继续。没有照片丢失。`,
  damagedTitle: '图库目录已损坏',
  damagedText:
    '保存相册和决定的文件有一部分已无法读取。你的照片不受影响。可以回到最近的备份：之后做过的决定会从决定日志中重新应用，新照片会自动重新找到，损坏的目录也会保留。',
  damagedNoBackup:
    '保存相册和决定的文件有一部分已无法读取，而且没有备份。你的照片不受影响。可以新建一个目录：重新添加文件夹后，单独记录在日志中的决定会找到各自的照片。损坏的目录会保留。',
  damagedBanner: '其中一部分已无法读取。请回到最近的备份；你的决定都会保留。',
  recover: '查看解决办法',
  recoverLater: '暂不处理',
  restoreLast: (atMs) => `恢复 ${formatDateTime(atMs)} 的备份`,
  startAnew: '新建目录…',
  startAnewTitle: '要新建目录吗？',
  startAnewText:
    '新目录是空的：请重新添加文件夹。名称、确认和其他决定会从日志中恢复，并等待对应的照片。损坏的目录会与其他副本一起保留。',
  startAnewGo: '新建',
  technical: (detail) => `检查结果：${detail}`,
  embedderTitle: '识别功能没有运行',
  embedderText: '照片可以照常浏览，但不会索引新照片。',
  viewTitle: '无法显示此视图',
  viewText: 'Cairn 的一个文件缺失。请重试；如果仍然缺失，请重新安装 Cairn。你的照片和相册不受影响。',
  details: '前往设置',
  dismiss: '关闭消息',
  messages: '消息',
};
