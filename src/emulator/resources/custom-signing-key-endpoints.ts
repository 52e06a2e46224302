import { getObjectMember, isArray } from '../../model/json/json-value.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { toObject } from '../engine/json-objects.ts';
import { type Answer, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';

const PATH = '/keys/custom-signing';
const NAME = 'custom-signing-keys';

function read(call: ApiCall): Answer {
  const keys = call.tenant.state.getSetting(NAME);
  if (keys === undefined) throw notFound('No custom signing keys found for this tenant. Upload custom signing keys first.');
  return answerOk(keys);
}

function write(call: ApiCall): Answer {
  const keys = getObjectMember(toObject(call.body), 'keys');
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
      return NO_CONTENT;
    },
  },
];

export const customSigningKeyEndpoints: EndpointSet = { routes };
