import { setTimeout as pause } from 'node:timers/promises';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { CollectionType } from '../../src/resources/resource-type.ts';
import { askServer } from '../support/fault-proxy.ts';
import type { FaultyTenant } from './faulty-tenant.ts';

/** Lists read without the program's client, fetcher or comparison: what that overlooks must show here. */
export async function readNames(place: FaultyTenant, group: readonly string[]): Promise<readonly string[]> {
  const token = await getToken(place);
  const types = CATALOGUE.collections.filter(({ type }) => group.includes(type));
  const lists = await Promise.all(types.map(async (type) => ({ type, items: await readList(place, type, token) })));
  const called = new Map(
    lists.flatMap(({ type, items }) =>
      items.map((item) => [String(item[type.idField]), type.key.map((name) => item[name]).join('|')]),
    ),
  );
  const formatValue = (value: JsonValue | undefined): string => called.get(String(value)) ?? JSON.stringify(value ?? null);
  return lists.flatMap(({ type, items }) =>
    items.map((item) => `${type.type} ${type.key.map((name) => formatValue(getObjectMember(item, name))).join(' ')}`),
  );
}

const tokens = new WeakMap<FaultyTenant, Promise<string>>();

function getToken(place: FaultyTenant): Promise<string> {
  const known = tokens.get(place) ?? fetchToken(place);
  tokens.set(place, known);
  return known;
}

async function fetchToken(place: FaultyTenant): Promise<string> {
  const env = place.buildEnvironment(place.url);
  if (env.AUTH0_ACCESS_TOKEN) return env.AUTH0_ACCESS_TOKEN;
  const answer = await askServer(place.url, {
    method: 'POST',
    path: '/oauth/token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: env.AUTH0_CLIENT_ID,
      client_secret: env.AUTH0_CLIENT_SECRET,
      audience: env.AUTH0_AUDIENCE,
    }),
  });
  const body: JsonValue = JSON.parse(answer.bytes.toString());
  const token = isObject(body) ? body.access_token : undefined;
  if (typeof token !== 'string') throw new Error(`no token: ${answer.status}`);
  return token;
}

async function readList(place: FaultyTenant, { list }: CollectionType, token: string): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  for (let page = 0, from: string | undefined; ; page += 1) {
    const paging: Readonly<Record<string, string>> =
      list.paging === 'offset'
        ? { page: String(page), per_page: String(list.pageSize) }
        : list.paging === 'checkpoint'
          ? { take: String(list.pageSize), ...(from === undefined ? {} : { from }) }
          : {};
    const body = await fetchJson(place, `/api/v2${list.path}?${new URLSearchParams({ ...list.query, ...paging })}`, token);
    const items = readItems(body, list.envelope);
    all.push(...items);
    from = isObject(body) && typeof body.next === 'string' ? body.next : undefined;
    const isLast = list.paging === 'checkpoint' ? from === undefined : list.paging !== 'offset' || items.length < list.pageSize;
    if (isLast) return all;
  }
}

/** What the tenant does not have, or does not show, has no names. */
async function fetchJson(place: FaultyTenant, path: string, token: string): Promise<JsonValue> {
  const headers = { authorization: `Bearer ${token}` };
  const { status, bytes } = await askServer(place.url, { method: 'GET', path, headers, body: '' });
  if (status === 429) return pause(1000).then(() => fetchJson(place, path, token));
  if ([402, 403, 404, 501].includes(status)) return [];
  if (status !== 200) throw new Error(`${status} for ${path}`);
  return JSON.parse(bytes.toString());
}

function readItems(body: JsonValue, envelope: string | undefined): readonly JsonObject[] {
  const inner = isObject(body) ? (envelope === undefined ? [body] : (getObjectMember(body, envelope) ?? [])) : body;
  return isArray(inner) ? inner.filter(isObject) : [];
}
