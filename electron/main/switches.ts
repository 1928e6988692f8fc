/**
 * @file Chromium switches that must be set before the app is ready: no service of the browser may open a socket, and the
 * profile lies where the person wants it.
 */
import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tighten } from '../../src/library/private-folders.ts';

/** Features of Chromium that talk to servers by themselves. None is of use to an app without network. */
const networkFeatures = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'DnsOverHttps',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'Reporting',
  // The addresses of this computer are no secret that a page could ask for: WebRTC has none to give (security.ts).
  'WebRtcHideLocalIpsWithMdns',
];

/** Turns off everything in Chromium that would reach for the network. */
export function turnOffNetworkServices(): void {
  const { commandLine } = app;
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('no-pings');
  // Should anything ask for an address all the same, no name resolves.
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // And whatever needs none, such as a relay for WebRTC at 127.0.0.1, would have to go through a server whose name does not resolve.
  // It also keeps Chromium from asking the desktop's settings and, on some networks, from fetching a proxy script.
  commandLine.appendSwitch('proxy-server', 'http://nowhere.invalid:9');
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  commandLine.appendSwitch('disable-features', networkFeatures.join(','));
}

/**
 * A packed app is inspected by nobody over a port, whoever starts it with Chromium's switch for that. The pipe, which only the program
 * that started it holds, is left: the app is tried through it as it is given to people.
 */
export function refuseInspection(): void {
  if (app.isPackaged) app.commandLine.removeSwitch('remote-debugging-port');
}

/** Takes `--user-data-dir` into account, keeps Chromium's own files apart from the catalog, and all of it for the person alone. */
export function placeProfile(): void {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  if (given !== '') app.setPath('userData', resolve(given));
  const profile = app.getPath('userData');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  tighten(profile);
  app.setPath('sessionData', join(profile, 'browser'));
}

/** Windows shows notifications of an app by this name alone; it is that of build/electron-builder.yml. */
export function nameApp(): void {
  if (process.platform === 'win32') app.setAppUserModelId('photos.cairn.desktop');
}
