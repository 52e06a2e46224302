import { param, type Route } from '../engine/call.ts';
import { asObject, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { noContent, ok } from '../http/answer.ts';

const STORE = 'rules-configs';

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/rules-configs',
    scopes: ['read:rules_configs'],
    // Keys only: a value is shown once, to who wrote it (recorded traffic).
    handle: (call) => ok([...call.tenant.state.collection(STORE).entries()].map(({ id }) => ({ key: id }))),
  },
  {
    method: 'PUT',
    path: '/rules-configs/{key}',
    scopes: ['update:rules_configs'],
    handle: (call) => {
      call.tenant.state.collection(STORE).put(param(call, 'key'), {});
      return ok({ key: param(call, 'key'), value: textOf(asObject(call.body), 'value') });
    },
  },
  {
    method: 'DELETE',
    path: '/rules-configs/{key}',
    scopes: ['delete:rules_configs'],
    handle: (call) => {
      call.tenant.state.collection(STORE).delete(param(call, 'key'));
      return noContent;
    },
  },
];

export const rulesConfigs: Resource = { routes };
