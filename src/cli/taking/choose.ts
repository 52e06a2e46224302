import { createInterface } from 'node:readline/promises';
import type { Address } from '../../model/address.ts';
import { clean } from '../../reporter/sanitize.ts';
import type { Terminal } from '../terminal.ts';

/** Which resources to take over: asked one by one where somebody can answer, else all. */
export async function chosen(addresses: readonly Address[], terminal: Terminal): Promise<(address: Address) => boolean> {
  if (!terminal.interactive) return () => true;
  const taken = new Set<Address>();
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const [index, address] of addresses.entries()) {
      const answer = (await reader.question(`Take over ${clean(address)}? y(es), n(o), a(ll), q(uit): `)).trim().toLowerCase();
      if (answer.startsWith('q')) break;
      if (answer.startsWith('a')) {
        for (const other of addresses.slice(index)) taken.add(other);
        break;
      }
      if (answer.startsWith('y')) taken.add(address);
    }
  } finally {
    reader.close();
  }
  return (address) => taken.has(address);
}
