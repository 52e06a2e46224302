import type { JsonObject } from '../../model/json/json-value.ts';
import { forgetGroup, GROUPS, noGroup } from '../behaviour/organizations/groups.ts';
import { existingIds, sentIds } from '../behaviour/users/assign.ts';
import { NO_ROLE, shownRole } from '../behaviour/users/roles.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { noContent, ok } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

const facts: CollectionFacts = {
  name: GROUPS,
  path: '/groups',
  idMember: 'id',
  newId: (call) => `grp_${call.tenant.ids.base58(22)}`,
  scopes: { list: ['read:groups'], read: ['read:groups'], delete: ['delete:groups'] },
  missing: { message: noGroup().message },
  indexes: { connection: (group) => [textOf(group, 'connection_id')] },
  list: { key: 'groups', styles: ['offset', 'checkpoint'] },
  filter,
  removing: (call, group) => forgetGroup(call, textOf(group, 'id')),
};

function filter(call: Call): (group: JsonObject) => boolean {
  const wanted = ['connection_id', 'name', 'external_id'].map((name) => [name, call.query.text(name)] as const);
  const search = call.query.text('search')?.toLowerCase() ?? '';
  return (group) =>
    wanted.every(([name, value]) => value === undefined || textOf(group, name) === value) &&
    textOf(group, 'name').toLowerCase().includes(search);
}

function groupId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection(GROUPS).has(id)) throw noGroup();
  return id;
}

function roleId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('roles').has(id)) throw notFound(NO_ROLE.message, NO_ROLE.errorCode);
  return id;
}

const links = (call: Call) => call.tenant.state.links('group-roles');
const ROLES_OF = '/groups/{id}/roles';
const GROUPS_OF = '/roles/{id}/groups';
const PAGES = ['checkpoint'] as const;

const more: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/{id}/members',
    scopes: ['read:group_members'],
    handle: (call) => {
      groupId(call);
      return ok({ members: [] });
    },
  },
  {
    method: 'GET',
    path: ROLES_OF,
    scopes: ['read:group_roles'],
    handle: (call) => {
      const roles = links(call).of(groupId(call));
      return listLinks(call, { key: 'roles', styles: PAGES }, roles, 'right', (link) => shownRole(call, link.right));
    },
  },
  {
    method: 'POST',
    path: ROLES_OF,
    scopes: ['create:group_roles'],
    handle: (call) => {
      const id = groupId(call);
      for (const role of existingIds(call, 'roles', 'roles', NO_ROLE.message, NO_ROLE.errorCode)) links(call).put(id, role);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: ROLES_OF,
    scopes: ['delete:group_roles'],
    handle: (call) => {
      const id = groupId(call);
      for (const role of sentIds(call, 'roles')) links(call).remove(id, role);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: GROUPS_OF,
    scopes: ['read:group_roles'],
    handle: (call) => {
      const groups = links(call).to(roleId(call));
      return listLinks(call, { key: 'groups', styles: PAGES }, groups, 'left', (link) => need(call.tenant, GROUPS, link.left));
    },
  },
  {
    method: 'POST',
    path: GROUPS_OF,
    scopes: ['create:group_roles'],
    handle: (call) => {
      const id = roleId(call);
      for (const group of existingIds(call, 'groups', GROUPS, noGroup().message)) links(call).put(group, id);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: GROUPS_OF,
    scopes: ['delete:group_roles'],
    handle: (call) => {
      const id = roleId(call);
      for (const group of sentIds(call, 'groups')) links(call).remove(group, id);
      return noContent;
    },
  },
];

export const groups: Resource = collectionOf(facts, more);
