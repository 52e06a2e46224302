import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue, toCanonicalJson } from '../../src/model/json/json-value.ts';
import { declareClientWithKeys, generatePublicPem } from '../support/client-keys.ts';
import { resolvePlannedRequest } from '../support/planned-requests.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { readCollection } from '../support/tenant-dump.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const pems = Array.from({ length: 4 }, generatePublicPem);

/** Names and keys do not go together: a name may have another key tomorrow, and a key another name. */
const key = fc.record({
  name: fc.constantFrom('one', 'two'),
  credential_type: fc.constant('public_key'),
  pem: fc.constantFrom(...pems),
  alg: fc.constantFrom('RS256', 'PS256'),
  expires_at: fc.constantFrom('2040-01-01T00:00:00Z', '2050-01-01T00:00:00Z'),
});
const getPem = ({ pem }: JsonObject): string => String(pem);
const keys = fc.uniqueArray(key, { selector: getPem, maxLength: 2 });
const world = fc
  .record({ jwt: fc.option(keys), signing: fc.option(keys, { nil: undefined }) })
  .filter(({ jwt, signing }) => (jwt?.length ?? 0) + (signing?.length ?? 0) <= 2);

const listCredentials = (): readonly JsonObject[] =>
  readCollection(tenant().emulator.dump(), 'client_credentials').map(([, value]) => value);
const getShop = (): JsonObject =>
  readCollection(tenant().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop')?.[1] ?? {};
const countAttached = (field: string): number =>
  JSON.stringify(getObjectMember(getShop(), field) ?? null).split('"cred_').length - 1;

const formatCredential = (one: JsonObject): string =>
  toCanonicalJson([one.name ?? null, one.alg ?? null, Date.parse(String(one.expires_at))]);
const sortCredentials = (all: readonly JsonObject[]): readonly string[] => all.map(formatCredential).sort();

it('keys end as declared, are never too many, and as long as some are declared one of them counts', async () => {
  await fc.assert(
    fc.asyncProperty(world, world, fc.nat(12), async (before, after, steps) => {
      const stays = after.signing ?? before.signing ?? [];
      fc.pre((after.jwt?.length ?? 0) + stays.length <= 2);
      const at = tenant();
      at.emulator.reset();
      await at.applyDefinition(declareClientWithKeys(before.jwt, before.signing));
      const definition = declareClientWithKeys(after.jwt, after.signing);
      const [plan, snapshot] = [await at.plan(definition), await at.takeSnapshot(definition)];
      const isAlone = !before.signing?.length && !after.signing?.length;
      const lasts = isAlone && !!before.jwt?.length && !!after.jwt?.length;
      const made: string[] = [];
      let left = steps;
      const watched: ManagementApi = {
        ...at.api,
        send: async (request) => {
          left -= 1;
          if (left < 0) throw new Error('killed');
          const answer = await at.api.send(request);
          const body: JsonValue = (answer.ok ? answer.value.body : undefined) ?? null;
          if (request.method === 'POST' && isObject(body)) made.push(String(body.id));
          expect(listCredentials().length).toBeLessThanOrEqual(2);
          if (lasts) expect(countAttached('client_authentication_methods')).toBeGreaterThan(0);
          return answer;
        },
      };
      const from = at.listRequests().length;
      const result = await at.apply(plan, definition, { api: watched });
      const context = { definition, snapshot, result, made };
      const planned = plan.operations.flatMap((one) =>
        one.requests.map((request) => resolvePlannedRequest(one, request, context)),
      );
      const sent = at.listWrites(from).map(({ method, path, body }) => ({ method, path, body: body ?? undefined }));
      expect(sent).toEqual(planned.filter(({ method }) => method !== 'GET').slice(0, steps));
      const { result: repeated } = await at.applyDefinition(definition);
      expectAllDone(repeated);
      expect((await at.plan(definition)).operations).toEqual([]);
      // What signs requests stays where nobody says anything of it.
      const declared = [...(after.jwt ?? []), ...stays];
      expect(sortCredentials(listCredentials())).toEqual(sortCredentials(declared));
      expect(countAttached('client_authentication_methods')).toBe(after.jwt?.length ?? 0);
    }),
    getRunParameters(40),
  );
});
