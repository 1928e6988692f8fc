import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listLinuxMounts, parseMountInfo } from '../../../../src/library/roots/linux-volumes.ts';
import { listMacMounts } from '../../../../src/library/roots/mac-volumes.ts';
import type { Mount } from '../../../../src/library/roots/mount.ts';
import { identifyVolume, isInside, listMounts, locateInVolume } from '../../../../src/library/roots/volume-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-volumes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function mount(volumeId: string, mountPoint: string, subfolder = '/'): Mount {
  return { volumeId, isCertain: true, label: volumeId, mountPoint, subfolder };
}

describe('mountinfo', () => {
  const line = '36 25 8:17 / /media/ann/My\\040Drive rw,nosuid shared:1 master:2 - vfat /dev/sdb1 rw,uid=1000';

  it('is read with optional fields and escapes', () => {
    expect(parseMountInfo(`${line}\nnonsense\n\n`)).toEqual([
      { subfolder: '/', mountPoint: '/media/ann/My Drive', fileSystem: 'vfat', source: '/dev/sdb1' },
    ]);
  });

  it('gives volumes their UUID and label, and names by device the rest', () => {
    const device = join(folder, 'sdb1');
    writeFileSync(device, '');
    for (const kind of ['by-uuid', 'by-label']) mkdirSync(join(folder, kind));
    symlinkSync(device, join(folder, 'by-uuid', '1A2B-3C4D'));
    symlinkSync(device, join(folder, 'by-label', 'My\\x20Drive'));
    symlinkSync(join(folder, 'gone'), join(folder, 'by-uuid', 'gone'));
    const mountInfoPath = join(folder, 'mountinfo');
    writeFileSync(mountInfoPath, `${line.replace('/dev/sdb1', device)}\n25 1 0:4 / / rw - overlay overlay rw\n`);
    expect(listLinuxMounts({ mountInfoPath, diskFolder: folder })).toMatchObject([
      { volumeId: 'uuid:1A2B-3C4D', isCertain: true, label: 'My Drive', mountPoint: '/media/ann/My Drive' },
      { volumeId: 'device:overlay:overlay', isCertain: false, label: 'This computer', mountPoint: '/' },
    ]);
  });
});

it('tells volumes by themselves where there is no udev, and shares by their server', () => {
  const device = join(folder, 'loop0');
  const content = Buffer.alloc(2048);
  content.writeUInt16LE(0xef53, 0x438);
  content.fill(0xab, 0x468, 0x478);
  writeFileSync(device, content);
  const mountInfoPath = join(folder, 'mountinfo');
  writeFileSync(
    mountInfoPath,
    `36 25 7:0 / /mnt/usb rw - ext4 ${device} rw\n37 25 0:5 / /mnt/nas rw - nfs4 nas:/photos rw\n`,
  );
  expect(listLinuxMounts({ mountInfoPath, diskFolder: join(folder, 'no udev') })).toMatchObject([
    { volumeId: 'uuid:abababab-abab-abab-abab-abababababab', isCertain: true, deviceId: `device:${device}:ext4` },
    { volumeId: 'share:nas:/photos', isCertain: true, deviceId: 'device:nas:/photos:nfs4' },
  ]);
});

describe('a folder', () => {
  const mounts = [
    mount('uuid:root', '/'),
    mount('uuid:home', '/home', '/@home'),
    mount('uuid:old', '/media/drive'),
    mount('uuid:drive', '/media/drive'),
  ];

  it.each([
    ['/home/ann/Pictures', 'uuid:home', '/@home/ann/Pictures'],
    ['/homework', 'uuid:root', '/homework'],
    ['/media/drive', 'uuid:drive', '/'],
    ['/media/drive/2020', 'uuid:drive', '/2020'],
  ])('%s lies on %s', (path, volumeId, pathInVolume) => {
    expect(identifyVolume(path, mounts)).toMatchObject({ volumeId, pathInVolume });
  });

  it('is found where its volume is mounted now', () => {
    const elsewhere = [
      mount('uuid:root', '/'),
      mount('uuid:home', '/mnt/backup', '/@home'),
      mount('uuid:drive', '/mnt/x'),
    ];
    expect(locateInVolume('uuid:home', '/@home/ann/Pictures', elsewhere)).toEqual(['/mnt/backup/ann/Pictures']);
    expect(locateInVolume('uuid:drive', '/2020', elsewhere)).toEqual(['/mnt/x/2020']);
    expect(locateInVolume('uuid:drive', '/', elsewhere)).toEqual(['/mnt/x']);
    expect(locateInVolume('uuid:absent', '/2020', elsewhere)).toEqual([]);
    expect(locateInVolume('uuid:home', '/other/subvolume', elsewhere)).toEqual([]);
  });

  it('on Windows is identified by drive or share', () => {
    const drives = [mount('windows:12ab', 'C:\\'), mount('windows:34cd', 'E:\\')];
    expect(identifyVolume('E:\\Photos\\2020', drives)).toMatchObject({
      volumeId: 'windows:34cd',
      pathInVolume: '/Photos/2020',
    });
    expect(locateInVolume('windows:34cd', '/Photos/2020', [mount('windows:34cd', 'F:\\')])).toEqual([
      'F:\\Photos\\2020',
    ]);
    expect(identifyVolume('\\\\nas\\photos\\2020', drives)).toMatchObject({ volumeId: 'share:\\\\nas\\photos' });
  });

  it('is inside another only at a separator', () => {
    expect(isInside('/a/b', '/a')).toBe(true);
    expect(isInside('/ab', '/a')).toBe(false);
    expect(isInside('/a', '/')).toBe(true);
    expect(isInside('C:\\a', 'C:\\')).toBe(true);
  });
});

it('knows the volumes of this very computer', () => {
  expect(identifyVolume(folder, listMounts()).volumeId).not.toBe('unknown');
});

it('lists the volumes of a Mac', () => {
  mkdirSync(join(folder, 'Photos Drive'));
  expect(listMacMounts(folder).map(({ volumeId }) => volumeId)).toEqual(['mac:/', 'mac:Photos Drive']);
  expect(listMacMounts(join(folder, 'none')).map(({ volumeId }) => volumeId)).toEqual(['mac:/']);
});
