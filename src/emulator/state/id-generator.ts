import { createHash } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Alphabet of the API's ids of 21 and 22 characters: without 0, O, I and l (recorded traffic). */
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Generates ids and other random strings from a seed and a counter. The same requests give the same ids. */
export class IdGenerator {
  readonly seed: string;
  /** Number of strings generated so far. Saved in the state file, so ids do not repeat after a restart. */
  counter: number;

  constructor(seed: string, counter = 0) {
    this.seed = seed;
    this.counter = counter;
  }

  makeBase62 = (length: number): string => this.#makeText(BASE62, length);
  makeBase58 = (length: number): string => this.#makeText(BASE58, length);
  makeDigits = (length: number): string => this.#makeText('0123456789', length);
  makeHex = (length: number): string => this.#makeText('0123456789abcdef', length);

  makeUuid = (): string => {
    const hex = this.makeHex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  #makeText(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) {
      for (const byte of this.#makeBlock()) if (text.length < length) text += alphabet[byte % alphabet.length];
    }
    return text;
  }

  #makeBlock(): Buffer {
    this.counter += 1;
    return createHash('sha256').update(`${this.seed}:${this.counter}`).digest();
  }
}
