import { describe, expect, test } from 'vitest';
import type { ListEndpoint } from '../../src/model/endpoint.ts';
import {
  type Answer,
  answerInTurn,
  answerWith,
  createTestApi,
  type ReceivedRequest,
  sendJson,
  serve,
} from './test-api-server.ts';

const offset: ListEndpoint = { path: '/roles', envelope: 'roles', paging: 'offset', pageSize: 100 };
const checkpoint: ListEndpoint = { path: '/organizations', envelope: 'organizations', paging: 'checkpoint', pageSize: 100 };
const whole: ListEndpoint = { path: '/log-streams', paging: 'none', pageSize: 100 };

const buildItems = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ id: `i${from + index}` }));
const getQueryNumber = (seen: ReceivedRequest, name: string) => Number(seen.url.searchParams.get(name));
const listQueries = (seen: readonly ReceivedRequest[]) => seen.map(({ url }) => url.search);

/** Pages as the API cuts them; `most` is the largest page it gives. */
const answerPages =
  (count: number, most = 100): Answer =>
  (seen, response) => {
    const limit = Math.min(getQueryNumber(seen, 'per_page'), most);
    const start = getQueryNumber(seen, 'page') * limit;
    sendJson(response, 200, { start, limit, total: count, roles: buildItems(count).slice(start, start + limit) });
  };

test.each([
  [0, 1],
  [1, 1],
  [99, 1],
  [100, 1],
  [101, 2],
  [250, 3],
  [1000, 10],
  [2340, 24],
])('offset: %i items cost %i requests', async (count, requests) => {
  const at = await serve(answerPages(count));
  expect(await createTestApi(at).list(offset)).toEqual({ ok: true, value: buildItems(count) });
  expect(at.seen).toHaveLength(requests);
});

test('offset: the first page asks for totals, filters go along, and the path may be another', async () => {
  const at = await serve(answerPages(0));
  await createTestApi(at).list({ ...offset, query: { is_global: 'false' } }, '/roles/rol%7C1/permissions');
  expect(at.seen[0]?.url.pathname).toBe('/api/v2/roles/rol%7C1/permissions');
  expect(listQueries(at.seen)).toEqual(['?is_global=false&page=0&per_page=100&include_totals=true']);
});

test('a list is read without a filter that the tenant does not know, and only then', async () => {
  const filtered: ListEndpoint = { ...offset, optionalQuery: { type: 'tenant' } };
  const refusing = await serve((seen, response) =>
    seen.url.searchParams.has('type')
      ? sendJson(response, 400, { statusCode: 400, errorCode: 'invalid_query_string', message: 'no' })
      : answerPages(2)(seen, response),
  );
  expect(await createTestApi(refusing).list(filtered)).toEqual({ ok: true, value: buildItems(2) });
  expect(refusing.seen.map(({ url }) => url.searchParams.get('type'))).toEqual(['tenant', null]);
  const knowing = await serve(answerPages(2));
  expect(await createTestApi(knowing).list(filtered)).toEqual({ ok: true, value: buildItems(2) });
  expect(knowing.seen.map(({ url }) => url.searchParams.get('type'))).toEqual(['tenant']);
  const closed = await serve((_, response) => sendJson(response, 403, { statusCode: 403, message: 'no' }));
  expect((await createTestApi(closed).list(filtered)).ok).toBe(false);
  expect(closed.seen).toHaveLength(1);
});

test('offset: a tenant that gives 50 a page is asked for 50', async () => {
  const at = await serve(answerPages(120, 50));
  expect(await createTestApi(at).list(offset)).toEqual({ ok: true, value: buildItems(120) });
  expect(at.seen.map((seen) => [getQueryNumber(seen, 'page'), getQueryNumber(seen, 'per_page')]).sort()).toEqual([
    [0, 100],
    [1, 50],
    [2, 50],
  ]);
});

test('offset: without totals a page that is not full is the last', async () => {
  const at = await serve((seen, response) =>
    sendJson(response, 200, {
      roles: buildItems(250)
        .slice(getQueryNumber(seen, 'page') * 100)
        .slice(0, 100),
    }),
  );
  expect(await createTestApi(at).list(offset)).toEqual({ ok: true, value: buildItems(250) });
  expect(at.seen).toHaveLength(3);
});

test('offset: a server that gives everything at once, whatever it is asked', async () => {
  const at = await serve(answerWith(200, buildItems(250)));
  expect(await createTestApi(at).list(offset)).toEqual({ ok: true, value: buildItems(250) });
});

test('offset: a list that moved while it was read is read once more', async () => {
  const answerShiftedPages: Answer = (seen, response) =>
    getQueryNumber(seen, 'page') === 0
      ? sendJson(response, 200, { start: 0, limit: 100, total: 150, roles: buildItems(100) })
      : sendJson(response, 200, { start: 100, limit: 100, total: 149, roles: buildItems(49, 101) });
  let requests = 0;
  const at = await serve((seen, response) => {
    requests += 1;
    return (requests <= 2 ? answerShiftedPages : answerPages(149))(seen, response);
  });
  expect(await createTestApi(at).list(offset)).toEqual({ ok: true, value: buildItems(149) });
  expect(at.seen).toHaveLength(4);
});

test('offset: where only the order is unsteady, two passes make a whole', async () => {
  let pass = 0;
  const at = await serve((seen, response) => {
    const page = getQueryNumber(seen, 'page');
    if (page === 0) pass += 1;
    const first = pass === 1 ? buildItems(100) : buildItems(100, 50);
    sendJson(response, 200, {
      start: 0,
      limit: 100,
      total: 150,
      roles: page === 0 ? first : buildItems(50, pass === 1 ? 50 : 100),
    });
  });
  const list = await createTestApi(at).list(offset);
  expect(list).toEqual({ ok: true, value: buildItems(150) });
});

test('offset: a row that came twice shows, though the number of rows is right', async () => {
  const answerOverlappingPages: Answer = (seen, response) => {
    const roles = getQueryNumber(seen, 'page') === 0 ? buildItems(100) : buildItems(50, 99);
    sendJson(response, 200, { start: 0, limit: 100, total: 150, roles });
  };
  const at = await serve(answerOverlappingPages);
  expect(await createTestApi(at).list(offset)).toMatchObject({ ok: false, error: { problem: { code: 'answer-unreadable' } } });
  expect(at.seen).toHaveLength(4);
});

test.each([
  [
    'a refusal',
    answerWith(400, {
      statusCode: 400,
      message: 'You can only page through the first 1000 records',
      errorCode: 'invalid_paging',
    }),
  ],
  [
    'empty pages',
    (seen: ReceivedRequest, response: Parameters<Answer>[1]) =>
      sendJson(response, 200, { total: 1200, limit: 100, start: getQueryNumber(seen, 'page') * 100, roles: [] }),
  ],
])('offset: behind the ceiling comes %s, and that is told', async (_, behind: Answer) => {
  const at = await serve((seen, response) => (getQueryNumber(seen, 'page') < 10 ? answerPages(1200) : behind)(seen, response));
  expect(await createTestApi(at).list(offset)).toMatchObject({
    ok: false,
    error: { carriedOut: 'no', problem: { code: 'page-ceiling', place: { kind: 'request', method: 'GET', path: '/roles' } } },
  });
});

test('offset: an answer that speaks of a number without sense is not followed', async () => {
  const at = await serve(answerWith(200, { start: 0, limit: 1, total: 1e15, roles: buildItems(1) }));
  expect(await createTestApi(at).list(offset)).toMatchObject({ ok: false, error: { problem: { code: 'answer-unreadable' } } });
  expect(at.seen.length).toBeLessThanOrEqual(2);
});

test('offset: one page that fails fails the list', async () => {
  const at = await serve((seen, response) =>
    (getQueryNumber(seen, 'page') === 1 ? answerWith(403, { message: 'Insufficient scope' }) : answerPages(300))(seen, response),
  );
  expect(await createTestApi(at).list(offset)).toMatchObject({
    ok: false,
    error: { status: 403, problem: { code: 'scope-missing' } },
  });
});

/** Checkpoint pages: the mark of the next one is opaque to the client. */
const answerCheckpoints =
  (...pages: readonly (readonly [count: number, next?: string])[]): Answer =>
  (seen, response) => {
    const from = seen.url.searchParams.get('from');
    const index = from === null ? 0 : pages.findIndex(([, next]) => next === from) + 1;
    const [count, next] = pages[index] ?? [0];
    sendJson(response, 200, { organizations: buildItems(count, index * 1000), ...(next === undefined ? {} : { next }) });
  };

test('checkpoint: goes on as long as there is a next, also after a short page', async () => {
  const at = await serve(answerCheckpoints([100, 'a+/='], [3, 'b'], [100, 'c'], [0, '']));
  const list = await createTestApi(at).list({ ...checkpoint, query: { sort: 'name:1' } });
  expect(list).toEqual({ ok: true, value: [...buildItems(100), ...buildItems(3, 1000), ...buildItems(100, 2000)] });
  expect(listQueries(at.seen)).toEqual([
    '?sort=name%3A1&take=100',
    '?sort=name%3A1&take=100&from=a%2B%2F%3D',
    '?sort=name%3A1&take=100&from=b',
    '?sort=name%3A1&take=100&from=c',
  ]);
});

test('checkpoint: an empty list costs one request', async () => {
  const at = await serve(answerCheckpoints([0]));
  expect(await createTestApi(at).list(checkpoint)).toEqual({ ok: true, value: [] });
  expect(at.seen).toHaveLength(1);
});

test('checkpoint: a page that names an earlier one as its next ends with an error', async () => {
  const at = await serve(
    answerInTurn(
      answerWith(200, { organizations: buildItems(1), next: 'a' }),
      answerWith(200, { organizations: buildItems(1, 1), next: 'b' }),
      answerWith(200, { organizations: buildItems(1, 2), next: 'a' }),
    ),
  );
  expect(await createTestApi(at).list(checkpoint)).toMatchObject({
    ok: false,
    error: { problem: { code: 'answer-unreadable' } },
  });
  expect(at.seen).toHaveLength(3);
});

test('checkpoint: a row that is on two pages is listed once', async () => {
  const at = await serve(
    answerInTurn(
      answerWith(200, { organizations: buildItems(2), next: 'a' }),
      answerWith(200, { organizations: buildItems(2, 1) }),
    ),
  );
  expect(await createTestApi(at).list(checkpoint)).toEqual({ ok: true, value: buildItems(3) });
});

test('none: everything at once, bare or in an envelope', async () => {
  const bare = await serve(answerWith(200, buildItems(3)));
  expect(await createTestApi(bare).list(whole)).toEqual({ ok: true, value: buildItems(3) });
  expect(listQueries(bare.seen)).toEqual(['']);
  const wrapped = await serve(answerWith(200, { streams: buildItems(3) }));
  expect(await createTestApi(wrapped).list({ ...whole, envelope: 'streams' })).toEqual({ ok: true, value: buildItems(3) });
});

test.each([[{ clients: [] }], [{ roles: {} }], [{ roles: [1] }], [[null]], ['text'], [null]])(
  'an answer without the list is unreadable: %j',
  async (body) => {
    const at = await serve(answerWith(200, body));
    for (const endpoint of [offset, { ...checkpoint, envelope: 'roles' }, { ...whole, envelope: 'roles' }]) {
      expect(await createTestApi(at).list(endpoint)).toMatchObject({
        ok: false,
        error: { problem: { code: 'answer-unreadable' } },
      });
    }
  },
);

test('offset: a row that is read twice is one row, in whatever order its members come', async () => {
  const buildRow = (id: string) => ({ id, name: id, callbacks: ['a', 'b'] });
  const buildReorderedRow = (id: string) => ({ callbacks: ['b', 'a'], name: id, id });
  const pages = [[buildRow('1'), buildRow('2')], [buildReorderedRow('2')]];
  const at = await serve((seen, response) =>
    sendJson(response, 200, { start: 0, limit: 2, total: 3, roles: pages[getQueryNumber(seen, 'page')] ?? [] }),
  );
  // Three were announced, and the third was never seen: that is no list.
  expect(await createTestApi(at).list({ ...offset, pageSize: 2 })).toMatchObject({
    ok: false,
    error: { problem: { code: 'answer-unreadable' } },
  });
});

describe('nested lists', () => {
  const nested: ListEndpoint = {
    path: '/organizations/{id}/groups',
    envelope: 'groups',
    paging: 'checkpoint',
    pageSize: 2,
    nested: { step: 'roles', outerField: 'group', leaveOut: { type: 'organization' } },
  };

  /** Three groups in two pages; the second group has three roles in two pages, and the third is gone by the time its roles are read. */
  const answerNested: Answer = ({ url }, response) => {
    const place = `${url.pathname.replace('/api/v2/organizations/o/groups', '')}?${url.searchParams.get('from') ?? ''}`;
    const answers: Readonly<Record<string, object>> = {
      '?': { groups: [{ id: 'a' }, { id: 'b/1' }], next: 'g' },
      '?g': { groups: [{ id: 'c' }] },
      '/a/roles?': { roles: [] },
      '/b%2F1/roles?': { roles: [{ id: 'r1' }, { id: 'r2', type: 'organization' }], next: 'r' },
      '/b%2F1/roles?r': { roles: [{ id: 'r3', type: 'tenant' }] },
    };
    const found = answers[place];
    if (found) sendJson(response, 200, found);
    else sendJson(response, 404, { statusCode: 404, message: 'Group not found.' });
  };

  test('are read whole, with the id of what they belong to', async () => {
    const at = await serve(answerNested);
    expect(await createTestApi(at).list(nested, '/organizations/o/groups')).toEqual({
      ok: true,
      value: [
        { id: 'r1', group: 'b/1' },
        { id: 'r3', type: 'tenant', group: 'b/1' },
      ],
    });
    expect(at.seen).toHaveLength(6);
  });

  test('fail as a whole if one fails', async () => {
    const at = await serve((seen, response) =>
      seen.url.pathname.endsWith('/a/roles')
        ? sendJson(response, 403, { statusCode: 403, errorCode: 'insufficient_scope', message: 'no' })
        : answerNested(seen, response),
    );
    expect(await createTestApi(at).list(nested, '/organizations/o/groups')).toMatchObject({ ok: false, error: { status: 403 } });
  });
});
