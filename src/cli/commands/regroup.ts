/** @file `cairn regroup`: what a new grouping would change, and a person's answers. */
import type { RegroupProposal } from '../../api/views.ts';
import { CairnError } from '../../api/errors.ts';
import { openLibrary } from '../../library/library.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

export interface RegroupOptions {
  /** Numbers of the list, or "all". */
  readonly accept?: readonly string[];
  readonly dismiss?: readonly string[];
}

/** Lists proposals; does or forgets those that the options name. */
export async function regroup(
  { terminal, library: options }: CommandContext,
  answers: RegroupOptions,
): Promise<number> {
  checkAnswers(answers);
  const library = openLibrary(options);
  try {
    const proposals = await library.proposeRegroup();
    const accepted = choose(proposals, answers.accept ?? []);
    const dismissed = choose(proposals, answers.dismiss ?? []);
    const isAnswer = accepted.length + dismissed.length > 0;
    for (const { key } of dismissed) library.dismissProposal(key);
    const done: RegroupProposal[] = [];
    const outdated: RegroupProposal[] = [];
    for (const proposal of accepted) (tryToAccept(library, proposal.key) ? done : outdated).push(proposal);

    if (terminal.isJson) terminal.printJson(isAnswer ? { accepted: done, dismissed, outdated } : proposals);
    else if (isAnswer) {
      terminal.print(`Done: ${done.length} accepted, ${dismissed.length} dismissed.`);
      for (const { reason } of outdated) terminal.note(`cairn: changed by another answer, not done: ${reason}`);
    } else if (proposals.length === 0)
      terminal.print('Nothing to propose: the albums are as a new grouping would make them.');
    else proposals.forEach((proposal, index) => terminal.print(formatProposal(proposal, index)));
    return exitCodes.done;
  } finally {
    await library.close();
  }
}

/** False when the albums have changed under it: by one that was accepted before. */
function tryToAccept(library: Pick<ReturnType<typeof openLibrary>, 'acceptProposal'>, key: string): boolean {
  try {
    library.acceptProposal(key);
    return true;
  } catch (error) {
    if (error instanceof CairnError && error.code === 'not-found') return false;
    throw error;
  }
}

function formatProposal({ kind, certainty, reason }: RegroupProposal, index: number): string {
  return `${String(index + 1).padStart(5)}  ${kind} (${Math.round(certainty * 100)} %): ${reason}`;
}

/** Before anything is opened. @throws CairnError `invalid-input` */
function checkAnswers({ accept = [], dismiss = [] }: RegroupOptions): void {
  for (const word of [...accept, ...dismiss]) {
    if (word !== 'all' && !/^[1-9][0-9]{0,8}$/.test(word)) {
      throw new CairnError('invalid-input', `"${word}" is not a number of the list, and not "all".`);
    }
  }
  const isAll = [...accept, ...dismiss].includes('all') && accept.length > 0 && dismiss.length > 0;
  if (isAll || accept.some((word) => dismiss.includes(word))) {
    throw new CairnError('invalid-input', 'A proposal is either accepted or dismissed.');
  }
}

/** @throws CairnError `invalid-input` */
function choose(proposals: readonly RegroupProposal[], words: readonly string[]): readonly RegroupProposal[] {
  if (words.includes('all')) return proposals;
  return [...new Set(words)].map((word) => {
    const proposal = proposals[Number(word) - 1];
    if (proposal === undefined) {
      throw new CairnError(
        'invalid-input',
        `There is no proposal ${word}. "cairn regroup" lists them with their numbers.`,
      );
    }
    return proposal;
  });
}
