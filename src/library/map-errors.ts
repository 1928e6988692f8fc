/** @file Functions that fail with another error than they did. */

type Answering = (...input: never[]) => unknown;

/** The same functions; whatever one throws or rejects with becomes what `change` makes of it. Other values stay as they are. */
export function mapErrors<Functions extends object>(
  functions: Functions,
  change: (error: unknown) => unknown,
): Functions {
  const fail = (error: unknown): never => {
    throw change(error);
  };
  const wrap =
    (answer: Answering): Answering =>
    (...input) => {
      try {
        const output = answer(...input);
        return output instanceof Promise ? output.catch(fail) : output;
      } catch (error) {
        return fail(error);
      }
    };
  const entries = Object.entries(functions).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'function' ? wrap(value as Answering) : value,
  ]);
  // Each function is wrapped under its own name.
  return Object.fromEntries(entries) as Functions;
}
