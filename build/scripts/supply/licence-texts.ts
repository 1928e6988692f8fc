/**
 * @file THIRD_PARTY_LICENSES.txt: the licence of every npm package in the app, word for word, as their licences ask of who passes them
 * on. Written when the app is packed, from the packages that are installed for that system.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findLicence } from './licence-policy.ts';
import type { ShippedPackage } from './shipped-packages.ts';

const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const rule = '='.repeat(100);
const manifestSchema = z.object({
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
  homepage: z.string().optional(),
});

/**
 * The whole text.
 * @param folder of the project.
 * @throws Error when a package is not installed, or has a licence without a text.
 */
export function composeLicenceTexts(folder: string, shipped: readonly ShippedPackage[]): string {
  const parts = shipped.map((one) => {
    const head = `${one.name} ${one.version ?? ''}\n${findLicence(one) ?? ''}`;
    return [rule, head, '', ...readTexts(folder, one)].join('\n');
  });
  const lgpl = ['GPL-3.0', 'LGPL-3.0'].map((name) => [rule, name, '', readStoredText(folder, name)].join('\n'));
  return `Licences of the software in Cairn\n\n${[...parts, ...lgpl].join('\n\n')}\n`;
}

function readTexts(folder: string, shipped: ShippedPackage): string[] {
  const place = join(folder, shipped.path);
  const files = readdirSync(place).filter((name) => licenceFile.test(name));
  if (files.length > 0) return files.sort().map((name) => readFileSync(join(place, name), 'utf8').trim());
  const licence = findLicence(shipped) ?? '';
  const { author, homepage } = manifestSchema.parse(JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')));
  const owner = typeof author === 'string' ? author : (author?.name ?? `the authors of ${shipped.name}`);
  const head = `Copyright ${owner}${homepage === undefined ? '' : ` (${homepage})`}`;
  if (licence === 'MIT') return [head, '', readStoredText(folder, 'MIT')];
  // The shared libraries say in their README what is inside them.
  if (licence.startsWith('LGPL-3.0')) {
    const readme = readFileSync(join(place, 'README.md'), 'utf8').trim();
    return [head, '', 'The texts of the GPL and the LGPL stand at the end of this file.', '', readme];
  }
  throw new Error(`${shipped.name} has no licence file, and there is no text for ${licence}`);
}

function readStoredText(folder: string, name: string): string {
  return readFileSync(join(folder, 'build', 'supply', 'licence-texts', `${name}.txt`), 'utf8').trimEnd();
}
