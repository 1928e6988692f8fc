import { expect, it } from 'vitest';
import { chooseSigning } from '../../../build/scripts/choose-signing.ts';

it('signs where there is a key, and says plainly where there is none', () => {
  const keys = { WINDOWS_CERTIFICATE: 'QUJD\nREVG', WINDOWS_CERTIFICATE_PASSWORD: 'a b' };
  expect(chooseSigning('win32', keys).env).toEqual({ CSC_LINK: 'QUJDREVG', CSC_KEY_PASSWORD: 'a b' });
  // Those of another system, and what GitHub makes of a secret that is not set.
  for (const env of [keys, { MACOS_CERTIFICATE: '' }]) {
    const { env: none, message } = chooseSigning('darwin', env);
    expect(none).toEqual({ CSC_IDENTITY_AUTO_DISCOVERY: 'false' });
    expect(message).toContain('not signed');
  }
  expect(chooseSigning('linux', keys).env).toEqual({});
});

it('stops at a certificate without its password', () => {
  expect(() => chooseSigning('darwin', { MACOS_CERTIFICATE: 'QUJD' })).toThrow('MACOS_CERTIFICATE_PASSWORD is not');
});
