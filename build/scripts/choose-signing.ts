/**
 * @file `node build/scripts/choose-signing.ts --platform win32|darwin|linux`: prints, as lines of an environment, what electron-builder
 * signs a package with, where keys are given in the environment (.github/workflows/release.yml); says on standard error how it is.
 *
 * Without keys nothing is signed: electron-builder is told not to look for any, and a release goes on unsigned rather than not at all.
 */
import { parseArgs } from 'node:util';

/** Environment variables for electron-builder, and what to tell. Certificates are .pfx or .p12 files in base64. */
export interface Signing {
  readonly env: Readonly<Record<string, string>>;
  readonly message: string;
}

const keys: Readonly<Partial<Record<string, readonly [certificate: string, password: string]>>> = {
  win32: ['WINDOWS_CERTIFICATE', 'WINDOWS_CERTIFICATE_PASSWORD'],
  darwin: ['MACOS_CERTIFICATE', 'MACOS_CERTIFICATE_PASSWORD'],
};

/** Chooses by what is given for the platform. @throws Error when a certificate comes without its password */
export function chooseSigning(platform: string, env: NodeJS.ProcessEnv): Signing {
  const names = keys[platform];
  if (names === undefined) {
    return { env: {}, message: 'Packages for Linux are not signed; SHA256SUMS says whether a download is whole.' };
  }
  const [certificate, password] = names.map((name) => env[name] ?? '');
  if (certificate === undefined || certificate === '') {
    return {
      env: { CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
      message: `${names[0]} is not set: this package is not signed, and the system will warn of it.`,
    };
  }
  if (password === undefined || password === '') throw new Error(`${names[0]} is set and ${names[1]} is not.`);
  return {
    env: { CSC_LINK: certificate.replaceAll(/\s/g, ''), CSC_KEY_PASSWORD: password },
    message: 'This package is signed.',
  };
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { platform: { type: 'string', default: process.platform } } });
    const { env, message } = chooseSigning(values.platform, process.env);
    console.error(message);
    for (const [name, value] of Object.entries(env)) console.log(`${name}=${value}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
