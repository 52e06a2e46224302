import { getObjectMember, isArray } from '../../model/json/json-value.ts';
import type { Call, Route } from '../engine/call.ts';
import { asObject } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, noContent, ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';

const PATH = '/keys/custom-signing';
const NAME = 'custom-signing-keys';

function read(call: Call): Answer {
  const keys = call.tenant.state.setting(NAME);
  if (keys === undefined) throw notFound('No custom signing keys found for this tenant. Upload custom signing keys first.');
  return ok(keys);
}

function write(call: Call): Answer {
  const keys = getObjectMember(asObject(call.body), 'keys');
  call.tenant.state.putSetting(NAME, { keys: isArray(keys) ? keys : [] });
  return read(call);
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:custom_signing_keys'], handle: read },
  {
    method: 'PUT',
    path: PATH,
    scopes: ['create:custom_signing_keys'],
    alsoNeeds: () => [['update:custom_signing_keys']],
    handle: write,
  },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:custom_signing_keys'],
    handle: (call) => {
      call.tenant.state.deleteSetting(NAME);
      return noContent;
    },
  },
];

export const customSigningKeys: Resource = { routes };
