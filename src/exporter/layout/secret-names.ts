import { toPointer } from '../../model/json/pointer.ts';
import { collectSecrets, type ExportPart } from '../encode/export-part.ts';
import type { ExportedResource } from '../encode/export-resource.ts';
import type { ExportedSecret } from '../export-options.ts';
import { createNameAllocator } from './unique-names.ts';

/** The environment variable of each secret part, and the list of all secrets. */
export interface SecretNames {
  readonly nameByPart: ReadonlyMap<ExportPart, string>;
  readonly list: readonly ExportedSecret[];
}

/** Names environment variables after the secret's address and path: `CONNECTIONS_GOOGLE_OPTIONS_CLIENT_SECRET`. */
export function assignSecretNames(resources: readonly ExportedResource[]): SecretNames {
  const allocateName = createNameAllocator('_');
  const nameByPart = new Map<ExportPart, string>();
  const list = resources.flatMap(({ type, key, address, part: rootPart }) =>
    collectSecrets(rootPart).map(({ steps, part }): ExportedSecret => {
      const words = [type.type, key.slice(0, MAX_KEY_LENGTH), ...steps.map(String)]
        .map(toUpperSnake)
        .filter((word) => word !== '');
      const name = allocateName(words.join('_'));
      nameByPart.set(part, name);
      return { name, address, pointer: toPointer(steps), hidden: part.hidden };
    }),
  );
  return { nameByPart, list };
}

const MAX_KEY_LENGTH = 60;

const toUpperSnake = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
