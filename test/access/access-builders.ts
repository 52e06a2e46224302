import type { AccessResource, AccessResources } from '../../src/access/access-resources.ts';
import { answerAccess } from '../../src/access/answer-access.ts';
import type { AccessEntry } from '../../src/model/access-report.ts';
import { toAddress } from '../../src/model/address.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';

export const API = 'https://api.acme.test';

/** A resource of a key and its fields. */
export const buildResource = (type: string, key: string, fields: JsonObject = {}): AccessResource => ({
  key,
  address: toAddress(type, key),
  fields,
});

export const buildPermission = (name: string, api = API): JsonObject => ({
  resource_server_identifier: api,
  permission_name: name,
});

export function ask(address: string, resources: AccessResources) {
  const answer = answerAccess(address, resources);
  if (!answer.ok) throw new Error(`${answer.error.message} ${answer.error.hint ?? ''}`);
  return answer.value;
}

/** Entries in short: `user users/db|ada@acme.test: role roles/Admin, permission … [read:orders] in acme`. */
export const listInShort = (entries: readonly AccessEntry[]): readonly string[] =>
  entries.flatMap(({ kind, address = '', ways }) =>
    ways.map(({ steps, permissions, within, isLimited, through }) =>
      [
        `${kind} ${address}:`,
        steps.map((step) => `${step.by} ${step.address}`).join(', '),
        ...(permissions ? [`[${permissions.join(' ')}]`] : []),
        ...(within ? [`in ${within.join(' ')}`] : []),
        ...(isLimited ? ['limited'] : []),
        ...(through ? [`through ${through.join(' ')}`] : []),
      ].join(' '),
    ),
  );
