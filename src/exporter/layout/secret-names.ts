import { pointerOf } from '../../model/json/pointer.ts';
import { type Part, secretsIn } from '../encode/part.ts';
import type { ExportedResource } from '../encode/resource.ts';
import type { ExportedSecret } from '../options.ts';
import { uniqueNames } from './unique.ts';

/** What each secret part is called, and the list of them. */
export interface SecretNames {
  readonly nameOf: ReadonlyMap<Part, string>;
  readonly list: readonly ExportedSecret[];
}

/** Names of environment variables after what holds the secret: `CONNECTIONS_GOOGLE_OPTIONS_CLIENT_SECRET`. */
export function secretNames(resources: readonly ExportedResource[]): SecretNames {
  const unique = uniqueNames('_');
  const nameOf = new Map<Part, string>();
  const list = resources.flatMap(({ type, key, address, part: whole }) =>
    secretsIn(whole).map(({ steps, part }): ExportedSecret => {
      const words = [type.type, key.slice(0, LONGEST), ...steps.map(String)].map(upperSnake).filter((word) => word !== '');
      const name = unique(words.join('_'));
      nameOf.set(part, name);
      return { name, address, pointer: pointerOf(steps), hidden: part.hidden };
    }),
  );
  return { nameOf, list };
}

const LONGEST = 60;

const upperSnake = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
