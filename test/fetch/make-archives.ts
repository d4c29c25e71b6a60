/** Makes archives byte by byte, also such as no honest tool would make. */
import { deflateRawSync, gzipSync } from "node:zlib";

export interface Entry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Of tar: "0" file, "2" link, "5" folder, ... */
  readonly type?: string;
  readonly link?: string;
}

/** A tar archive packed with gzip. */
export function tgz(entries: readonly Entry[]): Buffer {
  return gzipSync(tar(entries));
}

export function tar(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  for (const { name, content = "", type = "0", link = "" } of entries) {
    const data = Buffer.from(content);
    if (Buffer.byteLength(name) > 99)
      parts.push(...block("././@LongLink", Buffer.from(`${name}\0`), "L", ""));
    parts.push(...block(name, data, type, link));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function block(name: string, data: Buffer, type: string, link: string): Buffer[] {
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 99), 0);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
}

/** A zip archive. `claims`: sizes that its headers state instead of the real ones. `mode`: Unix mode of the entry. */
export function zip(
  entries: readonly (Entry & { readonly claims?: number; readonly mode?: number })[],
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content = "", claims, mode = 0o100644 } of entries) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const file = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? data.length, 18);
    common.writeUInt16LE(file.length, 22);
    const head = Buffer.concat([Buffer.from("PK\x03\x04"), common, file]);
    local.push(head, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), common, tail, file);
    at += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
