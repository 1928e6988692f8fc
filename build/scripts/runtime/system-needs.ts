/** @file What Electron, its tests and the compiler need of the operating system, and which of it is missing (Linux). */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * One thing needed: a program on the path, a shared library or a module of the system's Python, and the Debian packages that
 * bring it (newest name first).
 */
export interface SystemNeed {
  readonly kind: 'program' | 'library' | 'python-module';
  readonly name: string;
  readonly packages: readonly string[];
}

function needLibrary(name: string, ...packages: string[]): SystemNeed {
  return { kind: 'library', name, packages };
}

function needProgram(name: string, debianPackage: string): SystemNeed {
  return { kind: 'program', name, packages: [debianPackage] };
}

/** Libraries that Electron links or loads. The names with t64 came with Debian 13 and Ubuntu 24.04. */
export const electronLibraries: readonly SystemNeed[] = [
  needLibrary('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  needLibrary('libnss3.so', 'libnss3'),
  needLibrary('libasound.so.2', 'libasound2t64', 'libasound2'),
  needLibrary('libgbm.so.1', 'libgbm1'),
  needLibrary('libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  needLibrary('libcups.so.2', 'libcups2t64', 'libcups2'),
  needLibrary('libdrm.so.2', 'libdrm2'),
  needLibrary('libxkbcommon.so.0', 'libxkbcommon0'),
];

/** A display without a screen, and the witness of the silence test. */
export const testPrograms: readonly SystemNeed[] = [needProgram('Xvfb', 'xvfb'), needProgram('strace', 'strace')];

/** For better-sqlite3 on the npm-hosted Electron. */
export const compilerPrograms: readonly SystemNeed[] = [
  needProgram('g++', 'g++'),
  needProgram('make', 'make'),
  needProgram('python3', 'python3'),
];

/** Makes a Debian package (build/scripts/deb/). */
export const debProducers: readonly SystemNeed[] = [
  needProgram('dpkg-deb', 'dpkg'),
  needProgram('dpkg-shlibdeps', 'dpkg-dev'),
  ...electronLibraries,
];

/** A clean Debian to install it in. `pivot_root` and `setpriv` are in every Debian. */
export const debTriers: readonly SystemNeed[] = [
  needProgram('debootstrap', 'debootstrap'),
  needProgram('Xvfb', 'xvfb'),
];

/** Debian's Python, which the training code runs on. */
export const systemPython = '/usr/bin/python3';

function needModule(name: string, debianPackage: string): SystemNeed {
  return { kind: 'python-module', name, packages: [debianPackage] };
}

/** For src/ml/training (PyTorch 1.13 of Debian 12, about 350 MB). Without OpenBLAS its matrix products take 40 times as long. */
export const trainingNeeds: readonly SystemNeed[] = [
  needModule('torch', 'python3-torch'),
  needModule('torchvision', 'python3-torchvision'),
  needModule('onnx', 'python3-onnx'),
  needModule('numpy', 'python3-numpy'),
  needModule('PIL', 'python3-pil'),
  needLibrary('libopenblas.so.0', 'libopenblas0-pthread'),
];

/**
 * What benchmarks compare with, by benchmark. With Debian's plain BLAS faiss and scikit-learn are forty times slower, and the
 * comparison worth nothing.
 */
export const rivalNeeds = {
  faiss: [needModule('faiss', 'python3-faiss'), needLibrary('libopenblas.so.0', 'libopenblas0-pthread')],
  scikitLearn: [needModule('sklearn', 'python3-sklearn'), needLibrary('libopenblas.so.0', 'libopenblas0-pthread')],
  vips: [needProgram('vipsthumbnail', 'libvips-tools')],
} as const;

/**
 * Those of `needs` that this computer lacks. Outside Linux Electron brings all it needs, and only the modules of Python are
 * looked for.
 */
export async function findMissing(needs: readonly SystemNeed[]): Promise<readonly SystemNeed[]> {
  const isLinux = process.platform === 'linux';
  const libraries = isLinux ? await listLibraries() : new Set<string>();
  const modules = await findModules(needs.flatMap(({ kind, name }) => (kind === 'python-module' ? [name] : [])));
  return needs.filter(({ kind, name }) => {
    if (kind === 'python-module') return !modules.has(name);
    return isLinux && !(kind === 'program' ? hasProgram(name) : libraries.has(name));
  });
}

/** Those of these modules that the system's Python finds; none where there is no such Python. */
async function findModules(names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const script =
    'import importlib.util, sys; print(*[n for n in sys.argv[1:] if importlib.util.find_spec(n)], sep="\\n")';
  try {
    const { stdout } = await promisify(execFile)(systemPython, ['-c', script, ...names]);
    return new Set(stdout.split('\n').map((line) => line.trim()));
  } catch {
    // No Python at all.
    return new Set();
  }
}

export function hasProgram(name: string, path = process.env['PATH'] ?? ''): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}

/** Names in the dynamic linker's cache. `ldconfig` is often not on the path of an ordinary user. */
async function listLibraries(): Promise<ReadonlySet<string>> {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  const { stdout } = await promisify(execFile)(ldconfig, ['-p'], { maxBuffer: 16 * 1024 * 1024 });
  return new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
}
