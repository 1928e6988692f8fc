/** @file The texts by which a Linux desktop knows Cairn: menu entry and file type. Both from build/electron-builder.yml. */
import type { BuilderConfig } from '../builder-config.ts';

/** Where a person's call of Cairn is answered: build/linux/cairn. */
export const installedCommand = '/usr/bin/cairn';

/**
 * The menu entry: https://specifications.freedesktop.org/desktop-entry-spec/latest/. Folders and atlas packs can be opened with
 * Cairn; it is the default for its own packs alone, because nothing else claims those.
 */
export function buildDesktopEntry({ linux, fileAssociations }: BuilderConfig): string {
  const mimeTypes = [...fileAssociations.map(({ mimeType }) => mimeType), ...linux.mimeTypes];
  const lines = {
    Type: 'Application',
    ...linux.desktop.entry,
    Exec: `${installedCommand} %F`,
    Icon: 'cairn',
    Terminal: 'false',
    MimeType: `${mimeTypes.join(';')};`,
  };
  return ['[Desktop Entry]', ...Object.entries(lines).map(([key, value]) => `${key}=${value}`), ''].join('\n');
}

/** First bytes of an atlas pack: [Note: atlas pack] in src/ml/recognition/atlas.ts. */
const packMagic = 'CAIRNATL';

/** The file type of atlas packs, for the shared MIME database. */
export function buildMimeType({ fileAssociations }: BuilderConfig): string {
  const types = fileAssociations.map(
    ({ ext, name, mimeType }) => `  <mime-type type="${mimeType}">
    <comment>${name}</comment>
    <icon name="cairn"/>
    <magic priority="60"><match type="string" offset="0" value="${packMagic}"/></magic>
    <glob pattern="*.${ext}"/>
  </mime-type>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
${types.join('\n')}
</mime-info>
`;
}
