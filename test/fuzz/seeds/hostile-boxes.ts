/** @file HEIC files whose boxes count more than they hold. */
import type { Bomb } from './bombs.ts';

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

const brand = box('ftyp', Buffer.from('heic\0\0\0\0heic', 'latin1'));
const noItems = box('iinf', Buffer.from([0, 0, 0, 0, 0, 0]));
const meta = (...content: Buffer[]): Buffer => Buffer.concat([brand, box('meta', Buffer.alloc(4), ...content)]);

/** Each item of six bytes says that it has 65,535 extents of no bytes. */
function writeEmptyExtents(items: number): Buffer {
  const head = Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(items, 6);
  // Id of four bytes, method, data reference, no base, extents.
  const item = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0xff, 0xff]);
  return box('iloc', head, Buffer.alloc(items * item.length, item));
}

/** All of them. */
export function makeHostileBoxes(): Bomb[] {
  return [
    { what: 'HEIC with extents of no bytes', extension: '.heic', bytes: meta(noItems, writeEmptyExtents(200_000)) },
    { what: 'HEIC with 500,000 boxes', extension: '.heic', bytes: meta(Buffer.alloc(4_000_000, box('free'))) },
    {
      what: 'HEIC of boxes within boxes',
      extension: '.heic',
      bytes: meta(Array.from({ length: 5000 }).reduce<Buffer>((inner) => box('iprp', inner), Buffer.alloc(0))),
    },
  ];
}
