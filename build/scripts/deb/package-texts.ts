/** @file The texts of the Debian package: control, copyright, changelog and what lintian is told. Format: Debian Policy 4.6. */
import { readBuilderConfig, readPackageJson } from '../builder-config.ts';

export interface ControlFacts {
  readonly version: string;
  /** In Debian's words: `amd64`. */
  readonly arch: string;
  readonly installedKiB: number;
  readonly depends: string;
  readonly recommends: readonly string[];
}

/** DEBIAN/control. There is no Homepage: Cairn has none. */
export function buildControl({ version, arch, installedKiB, depends, recommends }: ControlFacts): string {
  const { linux } = readBuilderConfig();
  return `Package: cairn
Version: ${version}
Architecture: ${arch}
Maintainer: ${linux.maintainer}
Installed-Size: ${installedKiB}
Depends: ${depends}
Recommends: ${recommends.join(', ')}
Section: graphics
Priority: optional
Description: ${linux.synopsis}
 Point Cairn at your photo folders and browse albums by landmark. Places that
 it does not know come together as groups for you to name.
 .
 Everything happens on your own computer: photos are never moved, changed or
 uploaded, and no network connection is opened.
`;
}

/** usr/share/doc/cairn/copyright: ours first, then THIRD_PARTY.md as it is. */
export function buildCopyright(thirdParty: string): string {
  const indented = thirdParty.split('\n').map((line) => (line.trim() === '' ? ' .' : ` ${line}`));
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Cairn
Comment: Licences of Electron and Chromium: /usr/lib/cairn/LICENSE.electron.txt
 and /usr/lib/cairn/LICENSES.chromium.html. What else ships with Cairn:
 .
${indented
  .join('\n')
  .trimEnd()
  .replace(/(?:\n \.)+$/, '')}

Files: *
Copyright: the Cairn authors
License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0;
 it is also in /usr/lib/cairn/resources/LICENSE.
`;
}

/** usr/share/doc/cairn/changelog: one entry, the version that is packed. */
export function buildChangelog(version: string, date: Date): string {
  const { name } = readPackageJson();
  const { linux } = readBuilderConfig();
  return `${name} (${version}) stable; urgency=medium

  * Cairn ${version}.

 -- ${linux.maintainer}  ${formatDate(date)}
`;
}

/** As RFC 5322 wants it, in UTC. */
function formatDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** What lintian finds and why it stays: [tag, reason]. */
const accepted: readonly (readonly [tag: string, why: string])[] = [
  ['embedded-library', 'Electron and libvips are built with libraries of their own; the versions are the ones tested'],
  ['elevated-privileges', "chrome-sandbox, Chromium's sandbox where a person may not make user namespaces"],
  ['unstripped-binary-or-object', 'as published: a changed binary would not be the one whose checksum was pinned'],
  ['hardening-no-bindnow', 'as published by their makers'],
  ['hardening-no-fortify-functions', 'as published by their makers'],
];

/** usr/share/lintian/overrides/cairn. */
export function buildLintianOverrides(): string {
  return accepted.map(([tag, why]) => `# ${why}\ncairn: ${tag}\n`).join('');
}
