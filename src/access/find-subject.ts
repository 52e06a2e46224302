import { type AccessSubject, splitAccessKey } from '../model/access-report.ts';
import { type Address, joinKey, splitAddress, splitParts, toAddress } from '../model/address.ts';
import { getObjectMember } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { findNearestName, formatSuggestion } from '../model/problem/nearest-name.ts';
import type { Problem } from '../model/problem/problem.ts';
import {
  type AccessGraph,
  type AccessNode,
  EVERY_PERMISSION,
  parsePermissionNode,
  toPermissionNode,
  toUsersNode,
} from './access-graph.ts';
import { type AccessResource, type AccessResources, readObjectList, readStringField } from './access-resources.ts';
import { ACCESS_TYPES } from './build-access-graph.ts';

/** What a question is about. */
export interface AccessTarget {
  readonly subject: AccessSubject;
  /** The nodes whose holders are asked for. */
  readonly targets: readonly AccessNode[];
  /** The nodes whose abilities are asked for. */
  readonly sources: readonly AccessNode[];
}

const PERMISSIONS = 'permissions';

/**
 * Finds the subject of an address. A permission is `permissions/<API>|<name>`. Of a key with several parts, the last one is enough
 * where it is unique: `permissions/read:orders`, `users/ada@acme.test`.
 */
export function findSubject(text: string, resources: AccessResources, graph: AccessGraph): Outcome<AccessTarget, Problem> {
  const known = listKnownAddresses(resources, graph);
  const matching = known.has(text) ? [text] : [...known].filter((address) => shortenAddress(address) === text);
  const [address, ...others] = matching;
  if (address === undefined) return failWith(createUnknownProblem(text, known));
  if (others.length > 0) return failWith(createAmbiguousProblem(text, matching));
  return succeed(describeSubject(address, resources, graph));
}

/** Lists what there is to ask about: resources, permissions, and what resources refer to without declaring it. */
export function listKnownAddresses(resources: AccessResources, { incoming, outgoing }: AccessGraph): ReadonlySet<Address> {
  const declared = Object.keys(ACCESS_TYPES)
    .filter((type) => type !== 'clientGrants')
    .flatMap((type) => (resources[type] ?? []).map(({ address }) => address));
  const scopes = (resources.resourceServers ?? []).flatMap(listScopeAddresses);
  const named = [...incoming.keys(), ...outgoing.keys()].flatMap(toNamedAddresses);
  return new Set([...declared, ...scopes, ...named]);
}

const listScopeAddresses = ({ key, fields }: AccessResource): readonly Address[] =>
  readObjectList(fields, 'scopes').flatMap((scope) => {
    const name = readStringField(scope, 'value');
    return name === undefined ? [] : [toPermissionAddress(key, name)];
  });

function toNamedAddresses(node: AccessNode): readonly Address[] {
  const parsed = parsePermissionNode(node);
  if (!parsed) return Object.hasOwn(ACCESS_TYPES, splitAddress(node).type) ? [node] : [];
  const api = toAddress('resourceServers', parsed.api);
  return parsed.permission === EVERY_PERMISSION ? [api] : [api, toPermissionAddress(parsed.api, parsed.permission)];
}

const toPermissionAddress = (api: string, permission: string): Address => toAddress(PERMISSIONS, joinKey([api, permission]));

/** Leaves only the last part of the key: `users/ada@acme.test`. */
function shortenAddress(address: Address): string {
  return toAddress(splitAddress(address).type, splitAccessKey(address).at(-1) ?? '');
}

function describeSubject(address: Address, resources: AccessResources, graph: AccessGraph): AccessTarget {
  const { type, key } = splitAddress(address);
  switch (type) {
    case PERMISSIONS: {
      const [api = '', permission = ''] = splitParts(key);
      const targets = [permission, EVERY_PERMISSION].map((name) => toPermissionNode(api, name));
      return { subject: { ...describeApi(api, resources), permission }, targets, sources: [] };
    }
    case 'resourceServers':
      return { subject: describeApi(key, resources), targets: listPermissionNodes(key, graph), sources: [] };
    case 'clients':
      return { subject: { address }, targets: [toUsersNode(key)], sources: [address, toUsersNode(key)] };
    case 'organizations':
      return { subject: { address }, targets: [address], sources: [] };
    case 'users':
    case 'groups':
      return { subject: { address }, targets: [], sources: [address] };
    default:
      return { subject: { address }, targets: [address], sources: [address] };
  }
}

function describeApi(api: string, { resourceServers = [] }: AccessResources): AccessSubject {
  const found = resourceServers.find(({ key }) => key === api);
  const enforced = found && getObjectMember(found.fields, 'enforce_policies');
  return {
    address: toAddress('resourceServers', api),
    isEnforced: typeof enforced === 'boolean' ? enforced : null,
  };
}

const listPermissionNodes = (api: string, { incoming }: AccessGraph): readonly AccessNode[] =>
  [...incoming.keys()].filter((node) => parsePermissionNode(node)?.api === api);

function createUnknownProblem(text: string, known: ReadonlySet<Address>): Problem {
  return {
    code: 'usage',
    severity: 'error',
    message: `there is no "${text}" to ask about`,
    expected:
      'an address: roles/Admin, permissions/read:orders, resourceServers/…, connections/…, clients/…, organizations/…, users/…',
    ...omitUndefined({ hint: formatSuggestion(findNearestName(text, [...known, ...[...known].map(shortenAddress)])) }),
  };
}

const createAmbiguousProblem = (text: string, matching: readonly Address[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `${matching.length} addresses match "${text}"`,
  expected: `one of ${matching
    .slice(0, MAX_NAMED)
    .map((address) => `"${address}"`)
    .join(', ')}`,
  hint: 'Give the whole address.',
});

const MAX_NAMED = 5;
