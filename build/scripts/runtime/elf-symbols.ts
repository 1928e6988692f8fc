/**
 * @file Reads the dynamic symbols of a 64-bit little-endian ELF file and gives some of them another name in place.
 * Layout: System V ABI, chapters 4 and 5 (ELF header, section headers, symbol table).
 *
 * [Note: same-hash names] The loader finds a symbol by its GNU hash, h = h * 33 + byte, and then by its name. A new name of the same
 * length and hash leaves every table valid: the first byte is raised by 1 and the second lowered by 33, so that g_free becomes
 * h>free. The same rule applied to two files keeps them bound to each other, and to nobody else.
 */

export interface DynamicSymbol {
  readonly name: string;
  readonly isDefined: boolean;
  /** Position of the name in the file. */
  readonly offset: number;
}

const elfMagic = 0x7f454c46;
const classAndData = 0x0201;
const dynamicSymbolTable = 11;
const symbolSize = 24;
const hashBase = 33;
/** How many bytes of a name change, from its start. */
const changedBytes = 2;

/** Throws for a file that is not a 64-bit little-endian ELF file with dynamic symbols. */
export function readDynamicSymbols(file: Buffer): readonly DynamicSymbol[] {
  if (file.length < 64 || file.readUInt32BE(0) !== elfMagic || file.readUInt16BE(4) !== classAndData) {
    throw new Error('Not a 64-bit little-endian ELF file.');
  }
  const sections = Number(file.readBigUInt64LE(0x28));
  const sectionSize = file.readUInt16LE(0x3a);
  const sectionCount = file.readUInt16LE(0x3c);
  for (let index = 0; index < sectionCount; index += 1) {
    const header = sections + index * sectionSize;
    if (file.readUInt32LE(header + 4) !== dynamicSymbolTable) continue;
    const start = Number(file.readBigUInt64LE(header + 0x18));
    const size = Number(file.readBigUInt64LE(header + 0x20));
    const names = Number(file.readBigUInt64LE(sections + file.readUInt32LE(header + 0x28) * sectionSize + 0x18));
    return readTable(file, start, size, names);
  }
  throw new Error('The file has no dynamic symbols.');
}

function readTable(file: Buffer, start: number, size: number, names: number): readonly DynamicSymbol[] {
  const symbols: DynamicSymbol[] = [];
  for (let at = start; at < start + size; at += symbolSize) {
    const offset = names + file.readUInt32LE(at);
    const name = file.toString('latin1', offset, file.indexOf(0, offset));
    if (name !== '') symbols.push({ name, offset, isDefined: file.readUInt16LE(at + 6) !== 0 });
  }
  return symbols;
}

/** Another name of the same length and GNU hash; see [Note: same-hash names]. */
export function renameWithSameHash(name: string): string {
  const first = name.charCodeAt(0) + 1;
  const second = name.charCodeAt(1) - hashBase;
  if (!(second > 0x20) || first > 0x7e) throw new Error(`${name} has no printable other name of the same hash.`);
  return String.fromCharCode(first, second) + name.slice(2);
}

/**
 * Renames the symbols of these names in `file`. A linker stores g_free as the end of g_string_free: such a longer name changes
 * along, with its hash kept as well. Throws, before it changes anything, when that would touch a name in `fixed`, or one that
 * the file itself looks for elsewhere.
 */
export function renameSymbols(file: Buffer, names: ReadonlySet<string>, fixed: ReadonlySet<string>): void {
  const symbols = readDynamicSymbols(file);
  const chosen = symbols.filter(({ name }) => names.has(name));
  for (const { name, offset } of chosen) {
    const touched = symbols.find(
      (other) =>
        other.name !== name &&
        other.offset < offset + changedBytes &&
        offset < other.offset + other.name.length &&
        (!other.isDefined || fixed.has(other.name)),
    );
    if (touched !== undefined) throw new Error(`${name} shares its bytes with ${touched.name}.`);
  }
  for (const { name, offset } of chosen) file.write(renameWithSameHash(name), offset, 'latin1');
}
