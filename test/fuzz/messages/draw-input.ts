/** @file Inputs that fit a schema, drawn at random, and such that do not. */
import { z } from 'zod';
import type { Random } from '../../fixtures/random.ts';

/** What is looked at of a JSON Schema. */
interface Form {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly items?: Form;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const words = [
  'tower',
  'a',
  '',
  ' ',
  'Nice',
  'Z\u0301',
  '%',
  '\u0000',
  '\u202e',
  "' OR 1=1 --",
  '[[x',
  '../../etc/passwd',
  '東京',
  '\ud800',
  'bundled',
] as const;
const hexDigits = '0123456789abcdef';

function drawText({ pattern, minLength = 0, maxLength = 300 }: Form, random: Random): string {
  const hexLength = Number(/\{(32|64)\}/.exec(pattern ?? '')?.[1] ?? 0);
  if (hexLength > 0 && random.isLucky(0.8)) {
    return Array.from({ length: hexLength }, () => hexDigits[random.drawInteger(0, 15)]).join('');
  }
  if (pattern === '^[A-Z]{2}$') return random.pick(['FR', 'XX', 'JP']);
  const text = random.isLucky(0.9) ? random.pick(words) : random.pick(words).repeat(random.drawInteger(1, 2000));
  return text.slice(0, maxLength).padEnd(minLength, 'x');
}

function drawNumber(form: Form, random: Random): number {
  const least = form.minimum ?? (form.exclusiveMinimum ?? -1000) + 1;
  const most = form.maximum ?? 1000;
  // Ids of a small library are small.
  const small = Math.min(most, least + random.drawInteger(0, 12));
  const value = random.pick([
    small,
    small,
    small,
    small,
    least,
    most,
    random.drawInteger(least, Math.min(most, least + 1e6)),
  ]);
  return form.type === 'integer' ? Math.trunc(value) : value + random.draw() * 0.5;
}

function drawOf(form: Form, random: Random): unknown {
  if ('const' in form) return form.const;
  if (form.enum !== undefined) return random.pick(form.enum);
  const ways = form.anyOf ?? form.oneOf;
  if (ways !== undefined) return drawOf(random.pick(ways), random);
  switch (form.type) {
    case 'object': {
      const wanted = Object.entries(form.properties ?? {}).filter(
        ([name]) => form.required?.includes(name) === true || random.isLucky(0.4),
      );
      return Object.fromEntries(wanted.map(([name, inner]) => [name, drawOf(inner, random)]));
    }
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 1000 } = form;
      const length = Math.min(maxItems, Math.max(minItems, random.pick([0, 1, 2, 5, 5, 40, 1000])));
      return Array.from({ length }, () => drawOf(items, random));
    }
    case 'integer':
    case 'number':
      return drawNumber(form, random);
    case 'string':
      return drawText(form, random);
    case 'boolean':
      return random.isLucky(0.5);
    case 'null':
      return null;
    default:
      // What JSON has no word for: pictures, as bytes.
      return random.drawBytes(random.pick([0, 1, 100]));
  }
}

/** Draws inputs that fit a schema, nearly always. */
export function createInputDrawer(schema: z.ZodType): (random: Random) => unknown {
  const form = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', reused: 'inline' }) as Form;
  return (random) => drawOf(form, random);
}

function makeCycle(): object {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = [cycle];
  return cycle;
}

function nest(depth: number): unknown {
  let inner: unknown = 1;
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { inner };
  return inner;
}

/** Values of no use to any call; those that take long to make are made when they are drawn. */
const hostileValues: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => NaN,
  () => Infinity,
  () => -1,
  () => -0,
  () => 1.5,
  () => 2 ** 53,
  () => 1e308,
  () => 10n ** 30n,
  () => '',
  () => 'x'.repeat(1_000_000),
  () => '\ud800'.repeat(5000),
  () => [],
  () => Array.from({ length: 1_000_000 }, (_, index) => index + 1),
  () => Array.from({ length: 200_000 }, () => 'x'),
  () => new Array<unknown>(5),
  () => ({}),
  () => JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1, "toString": null}') as unknown,
  makeCycle,
  // Deeper ones the channels themselves refuse to read.
  () => nest(500),
  () => new Map([[1, 2]]),
  () => new Set([1]),
  () => new Date(NaN),
  () => /(a+)+$/,
  () => new Uint8Array(8),
  () => new Error('an error'),
  () => new ArrayBuffer(16),
];

/** A value that is wrong for any schema, or at least unusual. */
export function drawHostileValue(random: Random): unknown {
  return random.pick(hostileValues)();
}

/** Puts a hostile value somewhere into an input, or in its place. */
export function spoilInput(input: unknown, random: Random): unknown {
  if (random.isLucky(0.15) || typeof input !== 'object' || input === null) return drawHostileValue(random);
  if (Array.isArray(input)) {
    const spoilt: unknown[] = [...(input as readonly unknown[])];
    spoilt.splice(random.drawInteger(0, spoilt.length), random.pick([0, 1]), drawHostileValue(random));
    return spoilt;
  }
  const names = Object.keys(input);
  const name =
    names.length === 0 || random.isLucky(0.2)
      ? random.pick(['extra', '__proto__', 'constructor', 'path'])
      : random.pick(names);
  // What is inherited never comes through a channel, so there is nothing of it to spoil.
  const value =
    random.isLucky(0.3) && Object.hasOwn(input, name)
      ? spoilInput((input as Record<string, unknown>)[name], random)
      : drawHostileValue(random);
  const spoilt = { ...input };
  // As an own property also where it is called `__proto__`.
  Object.defineProperty(spoilt, name, { value, enumerable: true, configurable: true, writable: true });
  return spoilt;
}
