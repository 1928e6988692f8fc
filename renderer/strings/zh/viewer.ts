import type { EvidenceView } from '../../../src/api/views.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatAlternatives, formatDistance, formatNumber, formatProbability } from '../format.ts';

function describeMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  return whole < 1 ? '不到 1 分钟' : `${formatNumber(whole)} 分钟`;
}

function describeEvidence(piece: EvidenceView): string {
  switch (piece.kind) {
    case 'look':
      return '画面本身';
    case 'gps':
      return piece.logOdds === null
        ? `GPS：拍摄地点相距 ${formatDistance(piece.distanceMeters)}，太远，不可能拍到`
        : `GPS：拍摄地点相距 ${formatDistance(piece.distanceMeters)}`;
    case 'estimate':
      return `根据前后照片推测，拍摄地点相距约 ${formatDistance(piece.distanceMeters)}`;
    case 'walk':
      return `前后 ${describeMinutes(piece.minutes)}内拍摄的一张照片拍的是它`;
    case 'folder':
      return `文件夹名为“${piece.words}”`;
    case 'file-name':
      return `文件名中有“${piece.words}”`;
    case 'keyword':
      return `关键词中有“${piece.words}”`;
  }
}

export const viewer: Catalogue['viewer'] = {
  tools: '照片工具',
  filmstrip: '前后照片',
  alone: '只显示照片',
  panel: '关于此照片',
  infoTab: '信息',
  whyTab: '识别依据',
  showWhy: '显示识别依据',
  hideWhy: '隐藏识别依据',
  lens: '镜头与曝光',
  iso: (value) => `感光度 ${formatNumber(value)}`,
  as35Mm: (length) => `等效 ${length}`,
  files: (value) => `同一张照片存在于 ${formatNumber(value)} 个文件中`,
  fileOffline: '磁盘未连接',
  fileMissing: '找不到文件',
  showInFolderOf: (folder) => `在文件夹 ${folder} 中显示`,
  settings: '打开设置',
  similar: {
    description: '图库中与这张最相似的照片，按相似程度排列。请选出属于同一处的照片。',
    grid: '相似照片，最相似的在前',
    none: '没有与这张相似的照片。',
    withThis: '包括当前这张',
    label: (photo, cosine) => `${photo}，相似度 ${formatProbability(Math.max(0, cosine))}`,
  },
  why: {
    busy: '正在查找依据…',
    takes: 'Cairn 认为这是',
    yourWord: (name) => `你说过这是“${name}”。`,
    withoutYourWord: '不考虑你的判断，仅凭照片及其相关信息：',
    twins: (names) => `过于相似，无法判断是${formatAlternatives(names)}。`,
    grouped: 'Cairn 把它和你的相似照片归在一起',
    noLandmark: '这看起来不像地标。',
    notSure: '看起来像地标，但 Cairn 对所认识的地标都没有足够把握。',
    isLandmark: '拍的是地标',
    none: '不是 Cairn 认识的地标',
    kinds: {
      screenshot: '这似乎是屏幕截图。',
      document: '这似乎是扫描的文档。',
      artwork: '这似乎是翻拍的艺术作品。',
    },
    estimated: (radius, place) =>
      place === null
        ? `照片没有位置信息。根据前后照片推测，位于两者之间某处，误差约 ${radius}。`
        : `照片没有位置信息。根据前后照片推测，在${place}附近，误差约 ${radius}。`,
    keywords: (words) => `关键词：${words.join('、')}`,
    candidates: '可能的地标',
    comparedWith: '比较对象',
    atlasReference: '图集中的照片',
    atlasNote: '图集中的照片只保存为数字，没有图片可以显示。',
    alike: (cosine) => `相似度 ${formatProbability(Math.max(0, cosine))}`,
    ownReference: (cosine) => `你确认过的照片，相似度 ${formatProbability(Math.max(0, cosine))}`,
    ledger: (name) => `支持和反对“${name}”的依据`,
    evidence: describeEvidence,
    speaks: {
      for: { little: '略微支持', some: '支持', much: '有力支持' },
      against: { little: '略微反对', some: '反对', much: '有力反对' },
      out: '排除',
    },
    against: '反对',
    for: '支持',
    ruledOut: '已排除',
    similar: '你的照片中相似的照片',
    similarNone: '你的照片中没有相似的。',
    similarLabel: (cosine, albums) => [`相似度 ${formatProbability(Math.max(0, cosine))}`, ...albums].join('，'),
    inNoAlbum: '不在任何相册中',
  },
  attention: {
    show: '显示模型关注的部位',
    busy: '正在查看模型关注的部位…',
    legend: '明亮、偏暖的部分是模型关注的，暗的部分是它略过的。',
    absent: '此模型不提供关注的部位。',
    everywhere: '模型对照片各部分的关注程度相同。',
    mostly: (regions) => `模型主要关注照片的${regions.join('和')}。`,
    regions: {
      'top-left': '左上部',
      top: '上部',
      'top-right': '右上部',
      left: '左侧',
      middle: '中部',
      right: '右侧',
      'bottom-left': '左下部',
      bottom: '下部',
      'bottom-right': '右下部',
    },
  },
};
