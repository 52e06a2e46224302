import { beforeAll, describe, expect, it } from 'vitest';
import { fetchAll, fetchAllRequiring } from '../../src/fetcher/fetch-snapshot.ts';
import { computeSavedStateNeed } from '../../src/fetcher/need/restore-need.ts';
import { getValidator } from '../../src/loader/load-validator.ts';
import type { ManagementApi, ReadApi } from '../../src/management-api/management-api.ts';
import { splitAddress } from '../../src/model/address.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { isMissingScopes } from '../../src/model/problem/refused-reads.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { buildDefinitionFromState } from '../../src/planner/restore/definition-from-state.ts';
import { collectRestoreNotes } from '../../src/planner/restore/restore-notes.ts';
import { CATALOGUE as catalogue } from '../../src/resources/catalogue.ts';
import { maskLiveResource } from '../../src/resources/visibility/mask-live-resource.ts';
import { generatePublicPem } from '../support/client-keys.ts';
import { getCreateSample } from '../support/create-samples.ts';
import { countRequiredScopes, HIDING_SCOPES, type HidingScope } from '../support/read-scopes.ts';
import { pickSample } from '../support/run-size.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const emptied = setUpTenantPipeline({ seed: 2 });

/** Scopes that show a list as well, and that the catalogue does not ask for: they are given to machines that do other things. */
const ALSO_SHOW: Readonly<Record<string, readonly string[]>> = {
  'read:clients': ['read:client_keys', 'read:client_credentials', 'read:client_summary'],
  'read:organizations': ['read:organizations_summary'],
  'read:clients,read:client_keys': ['read:client_credentials', 'read:client_summary'],
};

let full: Snapshot;
let empty: Snapshot;
let granted: readonly string[];

/** Something of every type, and of every list that only some have. */
beforeAll(async () => {
  const samples = catalogue.all.filter(({ scopes }) => scopes.create).map(({ type }) => getCreateSample(type));
  const keyed = declareResource('clients', {
    name: 'Signs',
    client_authentication_methods: {
      private_key_jwt: { credentials: [{ credential_type: 'public_key', name: 'k', pem: generatePublicPem() }] },
    },
  });
  const encrypts = declareResource('clients', {
    name: 'Encrypts',
    encryption_key: { pub: 'a key', cert: 'a certificate', subject: '/CN=acme' },
  });
  const google = declareResource(
    'connections',
    {
      name: 'workspace',
      strategy: 'google-apps',
      options: { client_id: 'x', domain: 'acme.test', api_enable_users: true, api_enable_groups: true },
    },
    {
      relations: {
        directory_provisioning_configuration: [{ synchronize_groups: 'selected' }],
        synchronized_groups: [{ id: 'sales' }],
      },
    },
  );
  const grouped = declareResource(
    'roles',
    { name: 'Sells' },
    { relations: { groups: [{ connection: 'workspace', name: 'sales' }] } },
  );
  const inside = declareResource(
    'organizationRoles',
    { organization: 'grouped', name: 'Sells' },
    { relations: { groups: [{ connection: 'workspace', name: 'sales' }] } },
  );
  const all = [...samples.flatMap(({ needs, made }) => [...needs, made]), keyed, encrypts, google];
  await tenant().applyDefinition(createDefinition([...new Map(all.map((one) => [one.address, one])).values()]));
  // A role can have a group once its directory is synchronized.
  await tenant().applyDefinition(createDefinition([grouped, declareResource('organizations', { name: 'grouped' }), inside]));
  full = await fetchBackup(tenant().api);
  empty = await fetchBackup(emptied().api);
  const identity = await tenant().api.identity();
  granted = identity.ok ? (identity.value.scopes ?? []) : [];
}, 120_000);

/** As a backup holds it. */
async function fetchBackup(api: ReadApi): Promise<Snapshot> {
  const read = await fetchAll(api, catalogue);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const types = Object.entries(read.value.types).map(([name, live]) => {
    const type = catalogue.get(name);
    return [
      name,
      live.status === 'read' && type ? { ...live, resources: live.resources.map((one) => maskLiveResource(type, one)) } : live,
    ];
  });
  return JSON.parse(JSON.stringify({ ...read.value, types: Object.fromEntries(types) }));
}

async function createApiWithout({ scopes }: HidingScope): Promise<ManagementApi> {
  const { emulator } = tenant();
  const gone = new Set([...scopes, ...(ALSO_SHOW[String(scopes)] ?? [])]);
  const answer = await fetch(`${emulator.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      audience: `https://${emulator.domain}/api/v2/`,
      scope: granted.filter((scope) => !gone.has(scope)).join(' '),
    }),
  });
  const body: unknown = await answer.json();
  const accessToken = isObject(body) ? String(body.access_token) : '';
  return createEmulatorApi(emulator, { credentials: { kind: 'token', accessToken } });
}

/** The same token, if nobody could look into it. */
const hideScopes = (api: ManagementApi): ReadApi => ({
  get: (...given) => api.get(...given),
  list: (...given) => api.list(...given),
  identity: async () => {
    const identity = await api.identity();
    if (!identity.ok) return identity;
    const { scopes: _, ...rest } = identity.value;
    return { ok: true, value: rest };
  },
});

function planRestore(
  before: Snapshot,
  now: Snapshot,
): { readonly changes: readonly Operation[]; readonly notes: readonly Operation[] } {
  const given = { before, now, catalogue };
  const goes = Object.entries(before.types).flatMap(([type, { status }]) =>
    status === 'read' ? [[type, 'others'] as const] : [],
  );
  const definition = buildDefinitionFromState({ ...given, file: 'backup.json', goes: new Map(goes) });
  expect(definition.resources.length).toBeGreaterThan(0);
  const planned = planChanges({ definition, snapshot: now, catalogue, tool: 'test', allow: ['user-loss'] });
  if (!planned.ok) throw new Error(JSON.stringify(planned.error, null, 1));
  return { changes: listChanges(planned.value), notes: collectRestoreNotes({ ...given, secretsSet: new Map() }) };
}

const fetchForRestore = (api: ReadApi, before: Snapshot) => {
  const definition = buildDefinitionFromState({ before, now: before, goes: new Map(), file: 'backup.json', catalogue });
  return fetchAllRequiring(api, catalogue, computeSavedStateNeed(definition, before, catalogue));
};

/** Whether an operation would change what was hidden. */
function isHiddenChange({ type, part }: HidingScope, operation: Operation): boolean {
  if (splitAddress(operation.address).type !== type) return false;
  // Keeps out new clients that the tenant would add by itself, and takes nothing away: so it stays as it is.
  if (operation.action === 'unlink' && operation.risk === 'safe') return false;
  if (!part) return true;
  if (part.kind === 'relation') return operation.relation !== undefined && part.names.includes(operation.relation);
  return operation.action === 'create' || operation.changes.some(({ path }) => part.names.includes(path.split('/')[1] ?? ''));
}

const formatHiding = ({ type, scopes, part }: HidingScope): string =>
  `${type}${part ? `.${part.names.join('+')}` : ''} without ${scopes.join(' or ')}`;

it('a scope that hides fields stands at the top of a schema, where it is looked for', () => {
  const deep = catalogue.all.filter((type) => countRequiredScopes(type).all !== countRequiredScopes(type).top);
  expect(deep.map(({ type }) => type)).toEqual([]);
  expect(HIDING_SCOPES.filter(({ part }) => part?.kind === 'fields').length).toBeGreaterThan(1);
  expect(HIDING_SCOPES.filter(({ part }) => part?.kind === 'relation').length).toBeGreaterThan(5);
});

it('a backup with every scope lacks nothing, and goes back to itself', async () => {
  expect(isMissingScopes(full)).toBe(false);
  expect(planRestore(full, full).changes).toEqual([]);
});

/** Whether a backup contains the part: it has no people, so no scope can hide any from it. */
const isInBackups = ({ type: name, part }: HidingScope): boolean => {
  const type = catalogue.get(name);
  if (type?.kind === 'collection' && type.lookups) return false;
  return !type?.relations.some(({ field, keepsUndeclared }) => keepsUndeclared && part?.names.includes(field));
};
const HIDDEN_IN_BACKUPS = HIDING_SCOPES.filter(isInBackups);

it('a backup contains everything but people', () => {
  const others = HIDING_SCOPES.filter((hiding) => !isInBackups(hiding));
  expect([...new Set(others.map(({ type, part }) => (type === 'users' ? type : `${type}.${part?.names}`)))].sort()).toEqual([
    'organizations.invitations',
    'organizations.members',
    'users',
  ]);
});

describe.each(pickSample(HIDDEN_IN_BACKUPS, 1, 'hidden parts').map((hiding) => [formatHiding(hiding), hiding] as const))(
  '%s',
  (_, hiding) => {
    it('a backup says so, and from it nothing is planned for what it lacks; a full one is refused', {
      timeout: 120_000,
    }, async () => {
      const api = await createApiWithout(hiding);
      // A type that is refused is refused in the same words, whatever the token tells.
      for (const reader of hiding.part ? [api, hideScopes(api)] : [api]) {
        const part = await fetchBackup(reader);
        expect(isMissingScopes(part)).toBe(true);
        for (const scope of hiding.scopes) expect(JSON.stringify(part.types[hiding.type])).toContain(`"${scope}"`);
        expect((await getValidator('snapshot'))(JSON.parse(JSON.stringify(part)))).toEqual([]);

        expect(planRestore(part, full).changes).toEqual([]);
        const back = planRestore(part, empty);
        expect(back.changes.filter((operation) => isHiddenChange(hiding, operation))).toEqual([]);
        expect(back.notes.map(({ address }) => splitAddress(address).type)).toContain(hiding.type);
        expect(planRestore(part, part).changes).toEqual([]);

        const refused = await fetchForRestore(reader, full);
        expect(refused.ok ? [] : refused.error).toContainEqual(
          expect.objectContaining({
            code: hiding.part?.kind === 'fields' ? 'scope-hides-fields' : 'scope-missing',
            place: expect.objectContaining({ address: expect.stringContaining(hiding.type) }),
          }),
        );
        expect((await fetchForRestore(reader, part)).ok).toBe(true);
      }
      await api.close();
    });
  },
);
