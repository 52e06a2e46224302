import { describe, expect, it } from 'vitest';
import { isNamedBy, judgeDifferences } from '../../scripts/api-drift/baseline.ts';
import { compareFields, compareWithSchema } from '../../scripts/api-drift/compare-requests.ts';
import { mapManagedOperations } from '../../scripts/api-drift/managed-operations.ts';
import { listRetiredFields } from '../../scripts/api-drift/retired-fields.ts';
import { findField } from '../../scripts/api-drift/schema-lookup.ts';
import { parseSdkFacts } from '../../scripts/api-drift/sdk-facts.ts';
import { listDescribedRequests, matchFixedPath } from '../../scripts/api-drift/type-requests.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

const parse = (method: string, path: string, fields: object, kinds: readonly object[] = []) =>
  parseSdkFacts({ version: '1.0.0', operations: [{ method, path, fields, kinds }] });

const compare = (...args: Parameters<typeof parse>): readonly string[] =>
  listDescribedRequests(parse(...args)).flatMap((request) => compareWithSchema(request).differences.map(({ id }) => id));

describe('a request of the SDK', () => {
  it('whose fields and values the schema has differs in nothing', () => {
    expect(compare('POST', '/roles', { name: {}, description: {} })).toEqual([]);
  });

  it('with a field or a value that the schema lacks is named, but not what is below the field', () => {
    expect(compare('PATCH', '/roles/{id}', { badge: {}, 'badge.color': {}, name: {} })).toEqual([
      'roles: PATCH /roles/{} badge',
      'organizationRoles: PATCH /roles/{} badge',
    ]);
    expect(compare('POST', '/clients', { app_type: { values: ['spa', 'hologram'] } })).toContain(
      'clients: POST /clients app_type = hologram',
    );
  });

  it('is compared kind by kind where the schema depends on a member', () => {
    const kinds = [
      { when: { strategy: 'auth0' }, fields: { 'options.import_mode': {} } },
      { when: { strategy: 'oidc' }, fields: { 'options.import_mode': {} } },
    ];
    const found = compare('POST', '/connections', {}, kinds);
    expect(found).not.toContain('connections: POST /connections?strategy=auth0 options.import_mode');
    expect(found.filter((id) => id.includes('strategy=auth0'))).toEqual([]);
  });

  it('to a fixed path is compared with the form that its path says', () => {
    const found = compare('PATCH', '/attack-protection/brute-force-protection', { max_attempts: {}, stage: {} });
    expect(found).toEqual(['attackProtection: PATCH /attack-protection/brute-force-protection stage']);
  });

  it('with a value in its path that the key field lacks is named', () => {
    const operation = {
      method: 'PUT',
      path: '/prompts/{group}/partials',
      parameters: { group: ['login', 'hologram'] },
      fields: {},
    };
    const requests = listDescribedRequests(parseSdkFacts({ version: '1.0.0', operations: [operation] }));
    const found = requests.flatMap((request) => compareWithSchema(request).differences.map(({ id }) => id));
    expect(found).toEqual(['promptPartials: PUT /prompts/{}/partials prompt = hologram']);
  });

  it('that writes items of a relation is compared with an item, under its declared names', () => {
    const fields = { connection_id: {}, assign_membership_on_login: {}, glow: {} };
    expect(compare('POST', '/organizations/{id}/connections', fields)).toEqual([
      'organizations: POST /organizations/{}/connections glow',
    ]);
  });
});

describe('what the SDK lacks', () => {
  it('is a field that a schema has, unless a directive, a key of the path or a part that the SDK leaves open', () => {
    const requests = listDescribedRequests(parse('POST', '/token-exchange-profiles', { name: {} }));
    expect(listRetiredFields(requests).map(({ id }) => id)).toContain('tokenExchangeProfiles subject_token_type');
    expect(listRetiredFields(requests).map(({ id }) => id)).not.toContain('tokenExchangeProfiles name');
    expect(listRetiredFields(requests).filter(({ id }) => id.includes('$'))).toEqual([]);
  });
});

describe('operations', () => {
  it('that a literal names are managed: lists, items, relations and fixed paths', () => {
    const operations = [
      'GET /organizations',
      'DELETE /roles/{id}/permissions',
      'PUT /guardian/factors/{name}',
      'GET /stats/daily',
    ].map((id) => {
      const [method, path] = id.split(' ');
      return { method, path };
    });
    const managed = mapManagedOperations(parseSdkFacts({ version: '1.0.0', operations }));
    expect(operations.map(({ method, path }) => managed.get(`${method} ${path?.replaceAll(/\{\w+\}/g, '{}')}`))).toEqual([
      ['organizations'],
      expect.arrayContaining(['roles']),
      ['guardianFactors'],
      undefined,
    ]);
  });

  it('of a fixed path say the key fields that are in it', () => {
    const type = CATALOGUE.get('attackProtection');
    if (type?.kind !== 'placed') throw new Error('attackProtection has a list now');
    expect(matchFixedPath(type, '/attack-protection/bot-detection')).toEqual({ name: 'botDetection' });
    expect(matchFixedPath(type, '/roles')).toBeUndefined();
  });
});

describe('a schema', () => {
  const root = {
    properties: { open: { type: 'object', 'x-open': true, properties: { a: {} } }, list: { items: { $ref: '#/$defs/item' } } },
    $defs: { item: { properties: { id: { enum: ['x'] } }, additionalProperties: false } },
    additionalProperties: false,
  };
  const place = { root, schemas: [root], known: {} };

  it('lets everything into an open part, and only what it describes into a closed one', () => {
    expect(findField(place, 'open.anything.below').kind).toBe('free');
    expect(findField(place, 'list[].id').kind).toBe('described');
    expect(findField(place, 'list[].name').kind).toBe('absent');
  });

  it('names the values of a field through references and lists', () => {
    const fields = new Map([['list[].id', { values: ['x', 'y'] }]]);
    expect(compareFields(fields, place, 'test').differences).toEqual([{ id: 'test list[].id = y', kind: 'value' }]);
  });
});

describe('a baseline', () => {
  it('accepts what it names, and an entry that names nothing is told', () => {
    const baseline = [
      { what: 'GET /stats/*', reason: 'a' },
      { what: 'GET /gone', reason: 'b' },
    ];
    const judged = judgeDifferences(
      [
        { id: 'GET /stats/daily', kind: 'operation' },
        { id: 'POST /new', kind: 'operation' },
      ],
      baseline,
    );
    expect(judged.open.map(({ id }) => id)).toEqual(['POST /new']);
    expect(judged.unused.map(({ what }) => what)).toEqual(['GET /gone']);
  });

  it('takes no other character of a pattern for a wildcard', () => {
    expect(isNamedBy({ what: 'a.b', reason: '' }, 'axb')).toBe(false);
    expect(isNamedBy({ what: '* /x/{}', reason: '' }, 'GET /x/{}')).toBe(true);
  });
});
