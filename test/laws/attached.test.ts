import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue, toCanonicalJson } from '../../src/model/json/json-value.ts';
import { emulatedForFile, expectDone } from '../support/emulated.ts';
import { clientWith, publicPem } from '../support/keys.ts';
import { asSent } from '../support/planned-requests.ts';
import { runs } from '../support/runs.ts';
import { collection } from '../support/state.ts';

const tenant = emulatedForFile();
const pems = Array.from({ length: 4 }, publicPem);

/** Names and keys do not go together: a name may have another key tomorrow, and a key another name. */
const key = fc.record({
  name: fc.constantFrom('one', 'two'),
  credential_type: fc.constant('public_key'),
  pem: fc.constantFrom(...pems),
  alg: fc.constantFrom('RS256', 'PS256'),
  expires_at: fc.constantFrom('2040-01-01T00:00:00Z', '2050-01-01T00:00:00Z'),
});
const identity = ({ pem }: JsonObject): string => String(pem);
const keys = fc.uniqueArray(key, { selector: identity, maxLength: 2 });
const world = fc
  .record({ jwt: fc.option(keys), signing: fc.option(keys, { nil: undefined }) })
  .filter(({ jwt, signing }) => (jwt?.length ?? 0) + (signing?.length ?? 0) <= 2);

const there = (): readonly JsonObject[] => collection(tenant().emulator.dump(), 'client_credentials').map(([, value]) => value);
const shop = (): JsonObject => collection(tenant().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop')?.[1] ?? {};
const attached = (field: string): number => JSON.stringify(getObjectMember(shop(), field) ?? null).split('"cred_').length - 1;

const shownOf = (one: JsonObject): string =>
  toCanonicalJson([one.name ?? null, one.alg ?? null, Date.parse(String(one.expires_at))]);
const sorted = (all: readonly JsonObject[]): readonly string[] => all.map(shownOf).sort();

it('keys end as declared, are never too many, and as long as some are declared one of them counts', async () => {
  await fc.assert(
    fc.asyncProperty(world, world, fc.nat(12), async (before, after, steps) => {
      const stays = after.signing ?? before.signing ?? [];
      fc.pre((after.jwt?.length ?? 0) + stays.length <= 2);
      const at = tenant();
      at.emulator.reset();
      await at.become(clientWith(before.jwt, before.signing));
      const definition = clientWith(after.jwt, after.signing);
      const [plan, snapshot] = [await at.plan(definition), await at.snapshot(definition)];
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
          expect(there().length).toBeLessThanOrEqual(2);
          if (lasts) expect(attached('client_authentication_methods')).toBeGreaterThan(0);
          return answer;
        },
      };
      const from = at.requests().length;
      const result = await at.apply(plan, definition, { api: watched });
      const meaning = { definition, snapshot, result, made };
      const planned = plan.operations.flatMap((one) => one.requests.map((request) => asSent(one, request, meaning)));
      const sent = at.writes(from).map(({ method, path, body }) => ({ method, path, body: body ?? undefined }));
      expect(sent).toEqual(planned.filter(({ method }) => method !== 'GET').slice(0, steps));
      const { result: rest } = await at.become(definition);
      expectDone(rest);
      expect((await at.plan(definition)).operations).toEqual([]);
      // What signs requests stays where nobody says anything of it.
      const declared = [...(after.jwt ?? []), ...stays];
      expect(sorted(there())).toEqual(sorted(declared));
      expect(attached('client_authentication_methods')).toBe(after.jwt?.length ?? 0);
    }),
    runs(40),
  );
});
