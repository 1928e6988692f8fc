/** @file Runs hostile code in the page: text, because this project's types for Node.js would not fit what runs there. */
import type { RunningApp } from './launch-app.ts';

/** Value of the body of an async function, in a turn of its own: within the debugger's own turn even eval is allowed. */
export async function runInPage(app: RunningApp, body: string): Promise<unknown> {
  return await app.page.evaluate(`(async () => { await new Promise((go) => setTimeout(go)); ${body} })()`);
}
