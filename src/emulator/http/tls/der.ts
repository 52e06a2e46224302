/** As much of ASN.1's DER as a certificate takes. */
export const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const short = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([0x80 | short.length]), short]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
export const setOf = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
export const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
export const text = (value: string): Buffer => der(0x0c, Buffer.from(value));
export const octets = (value: Buffer): Buffer => der(0x04, value);
export const bits = (value: Buffer): Buffer => der(0x03, Buffer.from([0]), value);
export const yes = der(0x01, Buffer.from([0xff]));

/** A number whose first byte is from 1 to 127. */
export const integer = (value: Buffer): Buffer => der(0x02, value);

/** Years from 1950 to 2049. */
export const time = (value: Date): Buffer => der(0x17, Buffer.from(`${value.toISOString().replaceAll(/\D/g, '').slice(2, 14)}Z`));
