/** @file What a camera is called. */

/** "Canon EOS R5" rather than "Canon Canon EOS R5"; null where neither is known. */
export function describeCamera(make: string | null, model: string | null): string | null {
  if (make === null || model === null) return model ?? make;
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
}
