/** @file What build/electron-builder.yml promises: targets, no updates, nobody's image files taken over, the person's data left alone. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBuilderConfig } from '../../../build/scripts/builder-config.ts';
import { notShipped, releaseTargets } from '../../../build/scripts/supply/shipped-packages.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const config = readBuilderConfig();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;

it('packs for exactly the systems and processors that the bills of materials are made for', () => {
  expect(config.win.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
  expect(config.mac.target).toEqual([{ target: 'dmg', arch: ['arm64'] }]);
  expect(config.linux.target).toEqual([
    { target: 'AppImage', arch: ['x64'] },
    { target: 'deb', arch: ['x64'] },
  ]);
  expect(releaseTargets.map(({ platform, arch }) => `${platform} ${arch}`)).toEqual([
    'linux x64',
    'win32 x64',
    'win32 arm64',
    'darwin arm64',
  ]);
  for (const { platform, arch } of releaseTargets) {
    const binding = `node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`;
    expect(existsSync(join(root, binding)), binding).toBe(true);
  }
  // Why there is no package for Intel Macs.
  expect(existsSync(join(root, 'node_modules/onnxruntime-node/bin/napi-v6/darwin/x64'))).toBe(false);
});

it('asks nobody for updates: no place to publish to, no updater among the dependencies', () => {
  expect(config.publish).toBeNull();
  const names = Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] });
  expect(names.filter((name) => name.includes('updater'))).toEqual([]);
});

it('takes no image files over and leaves the data of the person when it is uninstalled', () => {
  const types = [...config.linux.mimeTypes, ...config.fileAssociations.map(({ mimeType }) => mimeType)];
  expect(types.sort()).toEqual(['application/x-cairn-atlas', 'inode/directory']);
  expect(config.nsis.deleteAppDataOnUninstall).toBe(false);
  expect(config.nsis.buildUniversalInstaller).toBe(false);
});

it('leaves out what is not shipped', () => {
  const left = config.files.filter((line) => line.startsWith('!')).join('\n');
  for (const name of notShipped) expect(left, name).toMatch(new RegExp(`[{,/]${name}[},/]`));
});

it('has the icons that it names', () => {
  for (const icon of [config.mac.icon, config.win.icon]) expect(existsSync(join(root, icon)), icon).toBe(true);
});
