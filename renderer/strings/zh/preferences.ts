import { formatBytes, formatDateTime, formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

export const preferences: Catalogue['preferences'] = {
  sectionsLabel: '设置分类',
  sections: {
    folders: '文件夹',
    processor: '处理器',
    pace: '工作强度',
    packs: '模型与图集',
    privacy: '隐私',
    backup: '备份',
    general: '语言与主题',
    keys: '快捷键',
    about: '关于',
  },
  folders: {
    lastSeen: (atMs) => `上次连接：${formatDateTime(atMs)}。`,
    dropHint: '也可以把文件夹直接拖到这个窗口。',
    didAdd: (label) => `已添加“${label}”，正在浏览其中的照片。`,
    drop: '松开即可添加文件夹',
    dropText: 'Cairn 会读取其中及子文件夹里的照片，不会移动或更改任何文件。',
  },
  processor: {
    hint: '每个处理器都要先正确算出已知照片，并且比 CPU 更快，Cairn 才会使用它。',
    inUseNow: (name) => `正在使用：${name}`,
    noneInUse: '没有正在使用的处理器。',
    noGpu: '这台电脑没有 Cairn 可用的显卡，全部由 CPU 完成：速度慢一些，相册完全一样。',
    fellBack: (name) => `${name} 没有通过测试，因此 Cairn 改用 CPU。你的选择会保留，更新驱动后可能就能使用。`,
    choice: '使用',
    auto: '自动',
    autoHint: '通过测试的处理器中最快的一个。',
    onlyHint: '如果没有通过测试，则由 CPU 接替。',
    cpuHint: '较慢，但始终可用。',
    tests: '测试结果',
    testAgain: '重新测试',
    testing: '正在测试处理器，稍后会继续索引照片。',
  },
  pace: {
    hint: '索引照片时可以占用多少电脑资源。',
    label: '强度',
    quiet: '安静',
    quietHint: '只用四分之一的处理器，并不时休息。风扇保持安静，大图库所需时间会长几倍。',
    balanced: '均衡',
    balancedHint: '电脑空闲时全速运行，你正在做的事情始终优先。',
    fast: '快速',
    fastHint: '全力索引。完成之前，其他程序可能变慢。',
    battery: '使用电池时暂停',
    batteryHint: '未接通电源时暂停索引，接通后自动继续。',
    changing: '处理完手头的照片后，Cairn 会切换强度。',
  },
  packs: {
    hint: '模型把照片变成可以比较的数字，图集记录地标在模型眼中的样子。',
    models: '模型',
    atlases: '图集',
    inUse: '使用中',
    bundled: 'Cairn 自带',
    installed: '已安装',
    gone: '已不再安装',
    modelFacts: (sizeBytes, photos) => `${formatBytes(sizeBytes)}，已用它识别 ${countPhotos(photos)}`,
    atlasFacts: (landmarks, sizeBytes) => `${formatNumber(landmarks)} 个地标，${formatBytes(sizeBytes)}`,
    licence: (licence) => `许可：${licence}`,
    use: '使用',
    useNamed: (name) => `使用 ${name}`,
    stopUsing: '停用',
    stopNamed: (name) => `停用 ${name}`,
    remove: (name) => `移除 ${name}`,
    importAtlas: '导入图集包…',
    importModel: '使用其他模型…',
    importTitle: '要导入图集包吗？',
    importText:
      '图集包只能增加地标名称：它无法读取你的照片，也不会得到你的任何内容。但其中的名称无法核实，请只使用你信任的人提供的图集包。图集包必须是为当前模型制作的。使用之前，Cairn 会先检查一份副本。',
    importGo: '选择文件…',
    modelTitle: '要使用其他模型吗？',
    modelText:
      'Cairn 会在独立的进程中检查模型副本。通过之后，每张照片都要重新识别，所需时间与第一次相同。在此期间，你的相册和决定保持不变。',
    modelGo: '选择文件夹…',
    didImport: (name, landmarks) => `已开始使用 ${name}：共 ${formatNumber(landmarks)} 个地标。正在重新查找所有照片。`,
    didUse: '已更改，正在重新查找所有照片。',
    didRemove: (name) => `已移除 ${name}。由它命名的相册会保留。`,
    modelRefused: '模型未被采用：',
    didUseModel: (name, toEmbed) =>
      toEmbed === 0 ? `已开始使用 ${name}。` : `已开始使用 ${name}，正在用它识别 ${countPhotos(toEmbed)}。`,
    checking: '正在检查…',
  },
  privacy: {
    promise: '一切都留在这台电脑上。',
    text: 'Cairn 没有账号，没有服务器，也不需要联网：识别全部在本机完成。照片只会被读取，绝不移动、修改或上传。',
    countTitle: 'Cairn 启动以来的网络请求',
    countText: (local) =>
      `这个窗口的 ${formatNumber(local)} 个请求都在程序内部，只用于读取 Cairn 自己的页面和你的照片。`,
    since: (atMs) => `统计自 ${formatDateTime(atMs)}`,
    blocked: (target) => `最近一次已拒绝：${target}`,
    howTitle: '如何保证',
    how: [
      '窗口只能加载 Cairn 自己的页面和你的照片。其他任何地址都会被过滤器拒绝并计数。',
      '页面的安全策略禁止连接、内嵌框架和外来代码。',
      '浏览器引擎中会访问服务器的功能（更新、拼写检查、代理、报告）全部关闭，任何网络域名都无法解析。',
      '识别组件自带的上报功能在启动之前就已关闭。',
      '只要打开一个网络连接，Cairn 的测试就会失败。',
    ],
    dataTitle: '数据的位置',
    dataText:
      '包括含有相册和决定的图库目录，以及小尺寸预览。这台电脑上的其他用户无法读取。删除这个文件夹会删除 Cairn 所知道的一切，但你的照片不在其中。',
    packTitle: '你送出的图集包会透露什么',
    packText:
      '由你确认的地标制成的图集包不含照片，但含有相册名称和照片的向量。拥有某地照片的人可以发现它在包中，拥有同一张照片的人可以发现它是你的，而且向量可以还原出粗略的画面。',
    packNote: '只有在你要求时（“cairn atlas export”）Cairn 才会制作图集包，并且不会发送到任何地方。',
    notificationText: '通知由你的系统在本机显示。',
  },
  backup: {
    decisionsTitle: '你的决定',
    decisionsText:
      '你起的名字、确认、移出、合并和选定的封面，保存为一个文本文件。照片以内容标识，因此在另一台电脑上也能对应同样的照片。',
    exportDecisions: '保存到文件…',
    importDecisions: '从文件读取…',
    didExport: (value) => `已保存 ${formatNumber(value)} 个决定。`,
    didImport: (made, known, awaited, refused) =>
      [
        `已应用 ${formatNumber(made)} 个决定`,
        known > 0 ? `${formatNumber(known)} 个原本就有` : null,
        awaited > 0 ? `${formatNumber(awaited)} 个等待尚未加入的照片` : null,
        refused > 0 ? `${formatNumber(refused)} 个无法使用` : null,
      ]
        .filter((part) => part !== null)
        .join('；')
        .concat('。'),
    sidecarsTitle: '供其他程序使用',
    sidecarsText:
      '把名称、你确认过的照片和收藏写成 XMP 文件，每张照片一个，保存在你选择的文件夹中。不会写入照片所在的位置，也不会改动照片。',
    writeSidecars: '写出 XMP 文件…',
    replaceSidecars: '替换已有的文件',
    didWriteSidecars: (written, unchanged, kept, left) =>
      [
        `已写出 ${formatNumber(written)} 个文件`,
        unchanged > 0 ? `${formatNumber(unchanged)} 个原本就有` : null,
        kept > 0 ? `${formatNumber(kept)} 个内容不同，未改动` : null,
        left > 0 ? `${formatNumber(left)} 个无法写出` : null,
      ]
        .filter((part) => part !== null)
        .join('；')
        .concat('。'),
    catalogTitle: '整个图库目录',
    catalogText: 'Cairn 知道的一切：相册、决定，以及对每张照片的识别结果。预览会重新生成。',
    save: '备份到文件…',
    didSave: (name, photos, decisions, sizeBytes) =>
      `“${name}”包含 ${countPhotos(photos)}和 ${formatNumber(decisions)} 个决定（${formatBytes(sizeBytes)}），已完整读回核对。`,
    restoreFile: '从文件恢复…',
    copiesTitle: 'Cairn 保留的副本',
    copiesText:
      '有变化时每天自动生成一份；在新版本更改图库目录之前，以及恢复副本之前也会生成。保留最近三份，更早的每周一份。',
    noCopies: '还没有副本。',
    kinds: {
      automatic: '自动生成',
      update: 'Cairn 更新之前',
      restore: '恢复副本之前',
      damaged: '已损坏的图库目录（另存）',
    },
    copyFacts: (atMs, sizeBytes) => `生成于 ${formatDateTime(atMs)}，${formatBytes(sizeBytes)}`,
    restore: '恢复',
    restoreNamed: (atMs) => `恢复 ${formatDateTime(atMs)} 的副本`,
    restoreTitle: '要恢复这个副本吗？',
    restoreText:
      '图库目录会变为副本中的样子。当前的图库目录会另存为副本，随时可以回来。Cairn 会先检查副本再打开；之后新增的照片会自动重新找到。',
    replay: '重新应用我之后做过的决定',
    restoreGo: '恢复',
    restoring: '正在检查副本…',
    brokenTitle: '可以恢复的副本',
    brokenText: '损坏的图库目录会与其他副本一起保留。无论如何，你的照片都不受影响。',
    brokenNone: '没有副本。如果你自己做过备份，可以从备份文件恢复。',
  },
  general: {
    language: '语言',
    system: '跟随系统',
    theme: '主题',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    notifications: '通知',
    notify: '有新照片时通知我',
    notifyHint: '当你在做别的事情而索引完成时通知。点按通知即可打开相册。',
  },
  about: {
    text: '一款照片管理软件，在你自己的电脑上找出你照片里的地标。',
    licence: '自由软件，采用 Apache License 2.0。所用组件列在 THIRD_PARTY.md 中。',
  },
};
