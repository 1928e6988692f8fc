/** @file IPTC-IIM datasets (IIM 4.2, section 6) within Photoshop's image resources, good ones. */

/** Datasets of record 2 with these keywords. */
export function writeIptc(keywords: readonly string[]): Buffer {
  const datasets = keywords.map((keyword) => {
    const value = Buffer.from(keyword);
    return Buffer.concat([Buffer.from([0x1c, 2, 25, value.length >> 8, value.length & 255]), value]);
  });
  const block = Buffer.concat([Buffer.from([0x1c, 1, 90, 0, 3]), Buffer.from('\x1b%G', 'latin1'), ...datasets]);
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(block.length, head.length - 4);
  return Buffer.concat([head, block, Buffer.alloc(block.length % 2)]);
}

/** A JPEG with one more segment behind its first two bytes. */
export function insertJpegSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const length = Math.min(65_535, content.length + 2);
  const header = Buffer.from([0xff, marker, length >> 8, length & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), header, content.subarray(0, length - 2), jpeg.subarray(2)]);
}
