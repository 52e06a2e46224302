import { describe, expect, it } from 'vitest';
import { buildVersionName, resolveRequest } from '../../src/applier/send/resolve-request.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { failWith, succeed } from '../../src/model/plan/outcome.ts';
import { findSecretPlaces } from '../../src/model/plan/placeholders.ts';
import type { PlannedRequest } from '../../src/model/plan/planned-request.ts';

const missing = { code: 'secret-missing', severity: 'error', message: 'none' } as const;

const resolveWithContext = (request: Partial<PlannedRequest>, live?: JsonObject) =>
  resolveRequest(
    { method: 'PATCH', path: '/clients/{id}', ...request },
    {
      address: 'clients/App',
      liveId: 'c1',
      live,
      madeIds: ['first', 'second'],
      versions: new Map([[buildVersionName('c1', 2), 'version two']]),
      createdIds: new Map([['clients/New', 'new id']]),
      resolveSecret: (address, pointer, id) => (pointer === '/gone' ? failWith(missing) : succeed(`${address} ${pointer} ${id}`)),
    },
  );

describe('placeholders', () => {
  it('become what they stand for, at any depth', () => {
    const body = {
      known: { $ref: 'clients/App', id: 'c1' },
      list: [{ of: { $ref: 'clients/New' } }, { id: { $made: 1 } }],
      secret: { $secret: '/secret' },
      kept: { $live: '/options/a~1b/0' },
      version: { $version: 2, of: { $ref: 'clients/App', id: 'c1' } },
      plain: { nothing: null, text: '$ref' },
    };
    expect(resolveWithContext({ params: { id: { $ref: 'clients/New' } }, body }, { options: { 'a/b': ['live'] } })).toEqual({
      ok: true,
      value: {
        method: 'PATCH',
        path: '/clients/new%20id',
        body: {
          known: 'c1',
          list: [{ of: 'new id' }, { id: 'second' }],
          secret: 'clients/App /secret c1',
          kept: 'live',
          version: 'version two',
          plain: { nothing: null, text: '$ref' },
        },
      },
    });
  });

  it('leave an object alone that only looks like one, but not what is in it', () => {
    const body = { metadata: { $literal: { $ref: 'x', id: 'y', note: { $secret: '/metadata/note' } } } };
    expect(resolveWithContext({ params: { id: 'c1' }, body })).toMatchObject({
      value: { body: { metadata: { $ref: 'x', id: 'y', note: 'clients/App /metadata/note c1' } } },
    });
  });

  it('without anything behind them end the operation before it is sent', () => {
    expect(resolveWithContext({ params: { id: { $ref: 'clients/Nobody' } } })).toMatchObject({
      ok: false,
      error: { code: 'dangling-reference' },
    });
    expect(resolveWithContext({ params: { id: 'c1' }, body: { a: { $made: 2 } } })).toMatchObject({
      error: { code: 'dangling-reference' },
    });
    expect(resolveWithContext({ params: { id: 'c1' }, body: { a: { $secret: '/gone' } } })).toEqual({
      ok: false,
      error: missing,
    });
  });

  it('escape what they put into a path', () => {
    expect(resolveWithContext({ params: { id: '../../x?y#z' } })).toMatchObject({
      value: { path: '/clients/..%2F..%2Fx%3Fy%23z' },
    });
  });
});

it('the places of secrets in a body are known without their values', () => {
  const body = [{ a: { $secret: '/a' } }, { b: { $literal: { $ref: 'x', c: { $live: '/b/c' } } } }];
  expect(findSecretPlaces(body)).toEqual(['/a', '/b/c']);
  expect(findSecretPlaces(undefined)).toEqual([]);
});
