/** @file Tells when the computer goes on battery and back. No Electron here: its power monitor is handed in. */
import { readIsOnBattery } from './linux-power-supply.ts';

type ListenerCall = ((event: 'on-battery', listener: () => void) => unknown) &
  ((event: 'on-ac', listener: () => void) => unknown);

/** The part of Electron's `powerMonitor` that is used here. */
export interface PowerMonitor {
  readonly isOnBatteryPower: () => boolean;
  readonly on: ListenerCall;
  readonly removeListener: ListenerCall;
}

export interface WatchBatteryOptions {
  readonly monitor: PowerMonitor;
  readonly platform: NodeJS.Platform;
  readonly onChanged: (isOnBattery: boolean) => void;
  /** For Linux, where Electron's monitor does not tell. */
  readonly readLinux?: () => Promise<boolean>;
}

const linuxIntervalMs = 15_000;

/** Tells once at the start and at each change. A computer that does not say counts as plugged in. Returns what ends the watch. */
export function watchBattery(options: WatchBatteryOptions): () => void {
  return options.platform === 'linux' ? watchLinux(options) : watchMonitor(options);
}

function watchMonitor({ monitor, onChanged }: WatchBatteryOptions): () => void {
  const tell = createTeller(onChanged);
  const leave = (): void => tell(true);
  const come = (): void => tell(false);
  tell(asks(monitor));
  monitor.on('on-battery', leave);
  monitor.on('on-ac', come);
  return () => {
    monitor.removeListener('on-battery', leave);
    monitor.removeListener('on-ac', come);
  };
}

function asks(monitor: PowerMonitor): boolean {
  try {
    return monitor.isOnBatteryPower();
  } catch {
    // No information: plugged in.
    return false;
  }
}

function watchLinux({ onChanged, readLinux = () => readIsOnBattery() }: WatchBatteryOptions): () => void {
  const tell = createTeller(onChanged);
  const look = (): void =>
    void readLinux().then(tell, () => {
      tell(false);
    });
  look();
  const timer = setInterval(look, linuxIntervalMs).unref();
  return () => clearInterval(timer);
}

/** At changes alone. */
function createTeller(onChanged: (isOnBattery: boolean) => void): (isOnBattery: boolean) => void {
  let last: boolean | null = null;
  return (isOnBattery) => {
    if (isOnBattery === last) return;
    last = isOnBattery;
    onChanged(isOnBattery);
  };
}
