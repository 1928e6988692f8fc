/** @file Asks a library for what a window asks for, and says how long main was kept from others each time. */
import { serialize } from 'node:v8';
import { answerCall } from '../../../electron/main/answer-call.ts';
import type { CallHandlers } from '../../../src/api/calls.ts';
import { launchEmbedderWithNode } from '../../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../../src/library/library.ts';
import type { LibraryOptions } from '../../../src/library/library-options.ts';
import { bundledAtlas } from '../library/fill-albums.ts';
import { bundledModel } from '../library/generate.ts';
import { describeCall, type AskedCall, type CallKind } from './asked-calls.ts';
import { measureBlocks, type Blocked } from './block-meter.ts';

export interface MeasuredCall {
  readonly call: string;
  readonly kind: CallKind | 'start' | 'decision';
  /** Of the first asking of the process. */
  readonly firstMs: number;
  readonly firstBlockMs: number;
  readonly firstBlockCpuMs: number;
  /** Medians of the other askings; null: it was asked once. */
  readonly medianMs: number | null;
  readonly blockMs: number | null;
  readonly blockCpuMs: number | null;
}

const askings = 5;

/** The library as main opens it, with the embedder as a child process. */
export function openBenchLibrary(dataFolder: string, options: Partial<LibraryOptions> = {}): Library {
  return openLibrary({
    dataFolder,
    launchEmbedder: launchEmbedderWithNode(new URL('../../../src/ml/embedder.ts', import.meta.url)),
    scanWorkerEntry: new URL('../../../src/library/scan/scan-worker.ts', import.meta.url),
    modelFolder: bundledModel,
    atlasFolder: bundledAtlas,
    provider: 'cpu',
    version: 'bench',
    sampleLibraryFolder: null,
    ...options,
  });
}

export function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The first asking, and the medians of the others. */
export function summarizeCall(
  call: string,
  kind: MeasuredCall['kind'],
  [first, ...others]: readonly Blocked<unknown>[],
): MeasuredCall {
  return {
    call,
    kind,
    firstMs: first?.tookMs ?? 0,
    firstBlockMs: first?.blockMs ?? 0,
    firstBlockCpuMs: first?.blockCpuMs ?? 0,
    medianMs: others.length === 0 ? null : findMedian(others.map(({ tookMs }) => tookMs)),
    blockMs: others.length === 0 ? null : findMedian(others.map(({ blockMs }) => blockMs)),
    blockCpuMs: others.length === 0 ? null : findMedian(others.map(({ blockCpuMs }) => blockCpuMs)),
  };
}

/** As main answers the page: the input is checked, the answer is copied into a message. */
export async function askLibrary(library: Library, { name, input }: AskedCall): Promise<void> {
  const result = await answerCall(library.handlers as CallHandlers, { name, input }, () => undefined);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  serialize(result);
}

/** Each several times, one after the other. */
export async function measureCalls(library: Library, asked: readonly AskedCall[]): Promise<MeasuredCall[]> {
  const figures: MeasuredCall[] = [];
  for (const call of asked) {
    const blocked: Blocked<unknown>[] = [];
    for (let asking = 0; asking < askings; asking += 1)
      blocked.push(await measureBlocks(() => askLibrary(library, call)));
    figures.push(summarizeCall(describeCall(call), call.kind, blocked));
  }
  return figures;
}
