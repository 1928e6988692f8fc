/** @file Whether what is found after a kill is what the person was told, or that and the one decision whose answer never came. */
import Database from 'better-sqlite3';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { describeDifference, hashLogStart, readWord, type Word } from './word.ts';

export interface FoundWord {
  readonly catalogPath: string;
  /** For a copy of the catalog. */
  readonly folder: string;
  /** What was told, and what is there. */
  readonly before: Word;
  readonly found: Word;
  /** A decision was asked for and not answered. */
  readonly isOpen: boolean;
}

export interface Judgement {
  readonly faults: readonly string[];
  /** It was stored all the same, whole. */
  readonly isUnanswered: boolean;
}

/** Each decision is there once, none by half. */
export async function judgeWord(word: FoundWord): Promise<Judgement> {
  const { catalogPath, before, found, isOpen } = word;
  const change = describeDifference(before, found);
  if (change === null) return { faults: [], isUnanswered: false };
  if (!isOpen || found.decisions !== before.decisions + 1)
    return { faults: [`what is there is not what was told: ${change}`], isUnanswered: false };
  const hasChanged = hashLogStart(catalogPath, before.decisions) !== before.log;
  return {
    faults: [...(hasChanged ? ['the log has changed'] : []), ...(await checkUnanswered(word))],
    isUnanswered: true,
  };
}

/** A decision that was stored before its answer came is there whole: taken back, all is as before; made again, all is as found. */
async function checkUnanswered({ catalogPath, folder, before, found }: FoundWord): Promise<readonly string[]> {
  const own = join(folder, 'undo');
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own);
  const path = join(own, 'catalog.sqlite');
  await copyWhole(catalogPath, path);
  const catalog = openCatalog({ folder: own });
  try {
    const decisions = createDecisionService({ catalog, onDecided: () => undefined });
    const last = catalog.decisions.list({ afterId: 0, limit: 1_000_000 }).at(-1);
    const isSaidAs = ({ said }: Word): boolean => JSON.stringify(readWord(path).said) === JSON.stringify(said);
    if (last?.kind === 'undo') decisions.redo();
    else if (last?.kind === 'redo' || (Array.isArray(last?.effects) && last.effects.length > 0)) decisions.undo();
    // It changed nothing.
    else return isSaidAs(before) ? [] : ['a decision without effects has changed something'];
    if (!isSaidAs(before)) return [`a ${last.kind} without an answer was stored by half`];
    if (last.kind === 'undo') decisions.undo();
    else decisions.redo();
    return isSaidAs(found) ? [] : [`a ${last.kind} without an answer was stored by half`];
  } finally {
    catalog.close();
  }
}

/** Also beside the process that writes it. */
async function copyWhole(source: string, target: string): Promise<void> {
  const database = new Database(source, { readonly: true, fileMustExist: true });
  try {
    await database.backup(target);
  } finally {
    database.close();
  }
}
