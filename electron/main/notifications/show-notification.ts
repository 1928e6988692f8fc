/** @file Shows a notification of the system. */
import { Notification } from 'electron';
import type { WindowCommand } from '../../../src/api/window-commands.ts';
import type { ComposedNotification } from './compose-notification.ts';
import type { ShownNotification } from './notifier.ts';

/** `onClick` hears where it leads. Where the system has no notifications, nothing happens. */
export function showNotification(
  { title, body, target }: ComposedNotification,
  onClick: (target: WindowCommand) => void,
): ShownNotification {
  if (!Notification.isSupported()) return { close: () => undefined };
  const notification = new Notification({ title, body, silent: true });
  notification.on('click', () => onClick(target));
  notification.show();
  return { close: () => notification.close() };
}
