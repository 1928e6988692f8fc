/**
 * @file The bill of materials of one package of the app, in CycloneDX 1.6 (ECMA-424): npm packages from node_modules and those inside
 * the bundles, Electron, the libraries inside libvips, SQLite, the model and the atlas. The same input gives the same document.
 */
import { createHash } from 'node:crypto';
import { findLicence } from './licence-policy.ts';
import type { Lockfile } from './lockfile.ts';
import { listShippedPackages, type ShippedPackage, type Target } from './shipped-packages.ts';

export interface SbomParts {
  readonly lockfile: Lockfile;
  readonly bundled: readonly string[];
  readonly target: Target;
  readonly electronVersion: string;
  readonly sqliteVersion: string;
  /** Library inside libvips -> version, from its package's versions.json. */
  readonly codecVersions: Readonly<Record<string, string>>;
  readonly data: readonly DataFile[];
  /** Of the commit that is packed, ms since the epoch. */
  readonly atMs: number;
}

/** What ships as data: a model, an atlas. */
export interface DataFile {
  readonly type: 'machine-learning-model' | 'data';
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

export interface SbomComponent {
  readonly type: 'application' | 'framework' | 'library' | DataFile['type'];
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: 'SHA-512' | 'SHA-256'; readonly content: string }[];
  readonly licenses?: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
  readonly components?: readonly SbomComponent[];
}

export interface Sbom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: SbomComponent;
    readonly properties: readonly { readonly name: string; readonly value: string }[];
  };
  readonly components: readonly SbomComponent[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** Composes the document. */
export function composeSbom(parts: SbomParts): Sbom {
  const { lockfile, bundled, target, atMs } = parts;
  const shipped = listShippedPackages(lockfile, bundled, target);
  const components = [
    ...shipped.map((one) => describePackage(one, parts)),
    describePlain('framework', 'electron', parts.electronVersion, 'MIT'),
    ...parts.data.map(describeData),
  ];
  const app = describePlain('application', 'cairn', lockfile.project.version ?? '', 'Apache-2.0');
  const body = {
    metadata: {
      timestamp: new Date(atMs).toISOString(),
      component: app,
      properties: [{ name: 'cairn:target', value: `${target.platform}-${target.arch}` }],
    },
    components,
    dependencies: linkComponents(app['bom-ref'], components, shipped),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${makeUuid(JSON.stringify(body))}`,
    version: 1,
    ...body,
  };
}

function describePlain(
  type: SbomComponent['type'],
  name: string,
  version: string,
  licence: string | undefined,
): SbomComponent {
  const purl = makePurl(name, version);
  return { type, 'bom-ref': purl, name, version, purl, ...describeLicence(licence) };
}

function describePackage(shipped: ShippedPackage, parts: SbomParts): SbomComponent {
  const { name, version = '', integrity } = shipped;
  const plain = describePlain('library', name, version, findLicence(shipped));
  const content = Buffer.from((integrity ?? '').replace('sha512-', ''), 'base64').toString('hex');
  const hashes = content === '' ? {} : { hashes: [{ alg: 'SHA-512', content } as const] };
  const inside = listInside(name, parts).map(([part, its]): SbomComponent => {
    return { type: 'library', 'bom-ref': `${plain['bom-ref']}#${part}`, name: part, version: its };
  });
  return { ...plain, ...hashes, ...(inside.length === 0 ? {} : { components: inside }) };
}

/** Native libraries that a package carries. */
function listInside(name: string, { sqliteVersion, codecVersions }: SbomParts): [string, string][] {
  if (name === 'better-sqlite3') return [['sqlite', sqliteVersion]];
  // On Windows libvips is inside sharp's own package.
  const isHolder = name.startsWith('@img/sharp-libvips-') || name.startsWith('@img/sharp-win32-');
  return isHolder ? Object.entries(codecVersions) : [];
}

function describeData({ type, name, version, sha256 }: DataFile): SbomComponent {
  return { type, 'bom-ref': `${type}:${name}`, name, version, hashes: [{ alg: 'SHA-256', content: sha256 }] };
}

function describeLicence(licence: string | undefined): Pick<SbomComponent, 'licenses'> {
  if (licence === undefined) return {};
  return { licenses: [/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }] };
}

function linkComponents(
  app: string,
  components: readonly SbomComponent[],
  shipped: readonly ShippedPackage[],
): Sbom['dependencies'] {
  const refs = new Map(components.map((component) => [component.name, component['bom-ref']]));
  const links = shipped.map(({ name, dependencies, optionalDependencies }) => {
    const needed = Object.keys({ ...dependencies, ...optionalDependencies });
    return { ref: refs.get(name) ?? name, dependsOn: needed.flatMap((other) => refs.get(other) ?? []).sort() };
  });
  const needless = new Set(shipped.filter(({ neededBy }) => neededBy.length > 0).map(({ name }) => name));
  const own = components.filter(({ name }) => !needless.has(name)).map((component) => component['bom-ref']);
  return [{ ref: app, dependsOn: own }, ...links];
}

/** Package URL (ECMA-427): the scope's `@` is percent-encoded. */
function makePurl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** A name-based UUID in the form of version 8 (RFC 9562, section 5.8), of the document's own sha256. */
function makeUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
