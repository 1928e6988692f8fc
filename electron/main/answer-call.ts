/** @file Answers one call of the page: finds it, checks its input, runs its handler, wraps what comes out. No Electron here. */
import { z } from 'zod';
import { calls, type CallHandlers, type CallName } from '../../src/api/calls.ts';
import { CairnError, toErrorView, type Result } from '../../src/api/errors.ts';

const payloadSchema = z.strictObject({ name: z.string(), input: z.unknown() });

/** Never rejects. `reportFailure` hears of every error that is not the page's or the person's. */
export async function answerCall(
  handlers: CallHandlers,
  payload: unknown,
  reportFailure: (name: string, error: unknown) => void,
): Promise<Result<unknown>> {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return refuse('A call is an object with a name and an input.');
  const { name, input } = parsed.data;
  if (!isCallName(name)) return refuse('There is no call of this name.');
  const checked = calls[name].input.safeParse(input);
  if (!checked.success) return refuse(`${name}: ${z.prettifyError(checked.error)}`);
  try {
    // The input was parsed with the schema of this very call, which TypeScript cannot follow through the table.
    const handle = handlers[name] as (input: unknown) => unknown;
    return { ok: true, value: await handle(checked.data) };
  } catch (error) {
    if (!(error instanceof CairnError) || error.code === 'internal') reportFailure(name, error);
    return { ok: false, error: toErrorView(error) };
  }
}

/** Own properties only: `constructor` or `__proto__` is no call. */
function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function refuse(message: string): Result<never> {
  return { ok: false, error: { code: 'invalid-input', message } };
}
