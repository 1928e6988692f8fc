/** @file What a native file runs on, read from its first bytes: ELF (Linux), PE (Windows), Mach-O (macOS). */

/** System and processor in the words of Node.js. `unknown` for a processor that no package of Cairn is for. */
export interface NativeKind {
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly archs: readonly ('x64' | 'arm64' | 'unknown')[];
}

/** As many bytes from the beginning as `readNativeKind` needs. */
export const nativeHeadBytes = 4096;

const elfMagic = 0x7f454c46;
const machMagic = 0xcffaedfe;
const machMagicOfOldProcessors = 0xcefaedfe;
const fatMagic = 0xcafebabe;
/** More architectures than any file has: a Java class begins with the same four bytes. */
const mostFatParts = 16;

const elfMachines: Readonly<Record<number, 'x64' | 'arm64'>> = { 62: 'x64', 183: 'arm64' };
const peMachines: Readonly<Record<number, 'x64' | 'arm64'>> = { 0x8664: 'x64', 0xaa64: 'arm64' };
const machProcessors: Readonly<Record<number, 'x64' | 'arm64'>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

/** Null for a file that is no program and no library. `head` holds its first bytes, 4,096 where it has so many. */
export function readNativeKind(head: Buffer): NativeKind | null {
  if (head.length < 64) return null;
  const magic = head.readUInt32BE(0);
  if (magic === elfMagic) return { platform: 'linux', archs: [elfMachines[head.readUInt16LE(18)] ?? 'unknown'] };
  if (magic === machMagic) return { platform: 'darwin', archs: [machProcessors[head.readUInt32LE(4)] ?? 'unknown'] };
  if (magic === machMagicOfOldProcessors) return { platform: 'darwin', archs: ['unknown'] };
  if (magic === fatMagic) return readFatKind(head);
  return head.toString('latin1', 0, 2) === 'MZ' ? readPeKind(head) : null;
}

/** One file for several processors of Apple. */
function readFatKind(head: Buffer): NativeKind | null {
  const parts = head.readUInt32BE(4);
  if (parts === 0 || parts > mostFatParts) return null;
  const archs = Array.from(
    { length: parts },
    (_part, index) => machProcessors[head.readUInt32BE(8 + index * 20)] ?? 'unknown',
  );
  return { platform: 'darwin', archs };
}

/** The header proper lies where the DOS header says. */
function readPeKind(head: Buffer): NativeKind | null {
  const at = head.readUInt32LE(60);
  if (at + 6 > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return null;
  return { platform: 'win32', archs: [peMachines[head.readUInt16LE(at + 4)] ?? 'unknown'] };
}
