/**
 * @file A clean Debian in a folder, and commands that run in it as in a computer of their own.
 *
 * debootstrap lays the smallest Debian once into the cache; each root is a copy. A command gets mounts of its own (unshare) and the
 * folder as its root by pivot_root, not by chroot: in a chroot the kernel refuses user namespaces, and with them Chromium's sandbox.
 * The mounts end with the command, however it ends.
 */
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getCacheFolder, layFolder } from '../runtime/cache-folder.ts';
import { runTool } from '../runtime/run-tool.ts';

const mirror = 'http://deb.debian.org/debian';

/** Suites that the walk knows. The first is what the release is made for. */
export const suites = ['bookworm', 'trixie'] as const;
export type Suite = (typeof suites)[number];

/** The person of the clean root; not root. */
export const person = { id: 1000, name: 'person', home: '/home/person' } as const;

export interface CleanRoot {
  readonly folder: string;
  /** Program and arguments that run `words` in the root as the user of this number, with this environment and no other. */
  readonly enter: (
    userId: number,
    env: Readonly<Record<string, string>>,
    words: readonly string[],
  ) => readonly string[];
  /** Runs a command as root in it. Resolves with its output. */
  readonly runAsRoot: (...words: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** $1: folder, $2: user's number, then the words. */
const enterScript = `set -e
root=$1 user=$2
shift 2
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount --rbind /dev dev
mkdir -p .outside tmp/.X11-unix
[ ! -d /tmp/.X11-unix ] || mount --bind /tmp/.X11-unix tmp/.X11-unix
pivot_root . .outside
cd /
umount -l /.outside
exec setpriv --reuid "$user" --regid "$user" --clear-groups env -i "$@"
`;

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Makes a fresh root in `folder`, which must not be there yet. Needs root, and Debian's mirror the first time. */
export async function makeCleanRoot(folder: string, suite: Suite, log: (line: string) => void): Promise<CleanRoot> {
  const base = join(getCacheFolder(), `debian-${suite}-minbase`);
  await layFolder(base, async (temporary) => {
    log(`Fetching the smallest Debian (${suite}) from ${mirror} (25 s to two minutes, once) ...`);
    await runTool('debootstrap', ['--variant=minbase', suite, temporary, mirror]);
    await rm(join(temporary, 'var', 'cache', 'apt', 'archives'), { recursive: true, force: true });
    await mkdir(join(temporary, 'var', 'cache', 'apt', 'archives', 'partial'), { recursive: true });
  });
  await runTool('cp', ['-a', base, folder]);
  // The cache is for its owner alone; a system's root is for all who live in it.
  await chmod(folder, 0o755);
  // How names are resolved is the computer's own business.
  await copyFile('/etc/resolv.conf', join(folder, 'etc', 'resolv.conf')).catch(() => undefined);
  const enter: CleanRoot['enter'] = (userId, env, words) => {
    const settings = Object.entries({ PATH: searchPath, LANG: 'C.UTF-8', ...env }).map((pair) => pair.join('='));
    const [program, ...args] = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', enterScript, 'sh'];
    return [program, ...args, folder, String(userId), ...settings, ...words];
  };
  const runAsRoot: CleanRoot['runAsRoot'] = async (...words) => {
    const env = { HOME: '/root', DEBIAN_FRONTEND: 'noninteractive' };
    const [program = '', ...args] = enter(0, env, words);
    return await runTool(program, args);
  };
  await runAsRoot('useradd', '--create-home', '--uid', String(person.id), person.name);
  return {
    folder,
    enter,
    runAsRoot,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
