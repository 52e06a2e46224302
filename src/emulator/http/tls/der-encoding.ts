/** Encodes a DER element (ASN.1, X.690): tag, length, content. This file has the types that a certificate needs. */
export const encodeDer = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
};

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const short = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([0x80 | short.length]), short]);
}

export const encodeSequence = (...parts: readonly Buffer[]): Buffer => encodeDer(0x30, ...parts);
export const encodeSet = (...parts: readonly Buffer[]): Buffer => encodeDer(0x31, ...parts);
export const encodeObjectIdentifier = (hex: string): Buffer => encodeDer(0x06, Buffer.from(hex, 'hex'));
export const encodeUtf8String = (value: string): Buffer => encodeDer(0x0c, Buffer.from(value));
export const encodeOctetString = (value: Buffer): Buffer => encodeDer(0x04, value);
export const encodeBitString = (value: Buffer): Buffer => encodeDer(0x03, Buffer.from([0]), value);
export const DER_TRUE = encodeDer(0x01, Buffer.from([0xff]));

/** Encodes a positive integer. Its first byte must be 1 to 127. */
export const encodeInteger = (value: Buffer): Buffer => encodeDer(0x02, value);

/** Encodes a UTCTime, which covers the years 1950 to 2049. */
export const encodeUtcTime = (value: Date): Buffer =>
  encodeDer(0x17, Buffer.from(`${value.toISOString().replaceAll(/\D/g, '').slice(2, 14)}Z`));
