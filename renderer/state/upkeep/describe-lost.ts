/** @file What is said of a processor that was lost in the middle of the work. */
import { t } from '../../strings/index.ts';

/** @param current goes on in its place; both by their names in the contract */
export function describeLost(lost: string, current: string): string {
  const nameOf = (provider: string): string => t.settings.providers[provider] ?? provider;
  return t.problems.providerLost(nameOf(lost), nameOf(current));
}
