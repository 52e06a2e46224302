import { getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { answerOk, NO_CONTENT } from '../http/http-answer.ts';

const STORE = 'rules-configs';

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rules-configs',
    scopes: ['read:rules_configs'],
    // Keys only: a value is returned only by the request that sets it (recorded traffic).
    handle: (call) => answerOk([...call.tenant.state.getCollection(STORE).entries()].map(({ id }) => ({ key: id }))),
  },
  {
    method: 'PUT',
    path: '/rules-configs/{key}',
    scopes: ['update:rules_configs'],
    handle: (call) => {
      call.tenant.state.getCollection(STORE).put(getPathParameter(call, 'key'), {});
      return answerOk({ key: getPathParameter(call, 'key'), value: getString(toObject(call.body), 'value') });
    },
  },
  {
    method: 'DELETE',
    path: '/rules-configs/{key}',
    scopes: ['delete:rules_configs'],
    handle: (call) => {
      call.tenant.state.getCollection(STORE).delete(getPathParameter(call, 'key'));
      return NO_CONTENT;
    },
  },
];

export const rulesConfigEndpoints: EndpointSet = { routes };
