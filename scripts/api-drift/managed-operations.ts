import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { ResourceType, SubresourceList } from '../../src/resources/resource-type.ts';
import { isOperation, type SdkFacts } from './sdk-facts.ts';
import { matchFixedPath } from './type-requests.ts';

/** Maps the operations that tenon uses for a resource type to those types, by `PATCH /roles/{}`. */
export function mapManagedOperations(sdk: SdkFacts): ReadonlyMap<string, readonly string[]> {
  const used = CATALOGUE.all.map((type) => ({ type: type.type, requests: listRequests(type), isOwnPath: createPathTest(type) }));
  const pairs = sdk.operations.map((operation) => {
    const isUsed = ({ requests, isOwnPath }: (typeof used)[number]): boolean =>
      isOwnPath(operation.path) || requests.some(([method, path]) => isOperation(operation, method, path));
    return [operation.id, used.filter(isUsed).map(({ type }) => type)] as const;
  });
  return new Map(pairs.filter(([, types]) => types.length > 0));
}

/** All methods at a fixed path read or write the resource there. */
const createPathTest = (type: ResourceType) => (path: string) =>
  type.kind === 'placed' && matchFixedPath(type, path) !== undefined;

type Request = readonly [method: string, path: string];

function listRequests(type: ResourceType): readonly Request[] {
  const count = type.userCount === 'one' ? undefined : type.userCount;
  const reads = [type.versions?.path, count?.path, ...listLookupPaths(type)];
  return [
    ...(type.kind === 'collection' ? listCollectionRequests(type) : []),
    ...(type.activation ? [[type.activation.request.method, type.activation.request.path] as const] : []),
    ...(type.kind === 'collection' && type.welcome ? [['POST', type.welcome.path] as const] : []),
    ...(type.registration ? [['POST', type.registration.path] as const] : []),
    ...reads.flatMap((path): readonly Request[] => (path === undefined ? [] : [['GET', path]])),
    ...type.relations.flatMap(listRelationRequests),
    ...listAttachedRequests(type.attached),
  ];
}

const listLookupPaths = (type: ResourceType): readonly (string | undefined)[] =>
  type.kind === 'collection' ? [type.lookup?.path, ...(type.lookups?.ways ?? []).map(({ path }) => path)] : [];

const listCollectionRequests = ({
  path,
  list,
  scopes,
  bulkCreate,
}: ResourceType & { readonly kind: 'collection' }): readonly Request[] => [
  ['GET', list.path],
  ['GET', `${path}/{id}`],
  ...(scopes.create ? [['POST', path] as const] : []),
  ...(scopes.update ? ['PATCH', 'PUT'].map((method) => [method, `${path}/{id}`] as const) : []),
  ...(scopes.delete ? [['DELETE', `${path}/{id}`] as const] : []),
  ...(bulkCreate ? [['POST', bulkCreate.path] as const] : []),
  ...(bulkCreate ? [bulkCreate.job.path, bulkCreate.job.errorsPath].map((one) => ['GET', one] as const) : []),
];

const listRelationRequests = ({
  list,
  listAll,
  listByItem,
  add,
  change,
  remove,
}: ResourceType['relations'][number]): readonly Request[] => [
  ['GET', list.path],
  ...(list.nested ? [['GET', `${list.path}/{item}/${list.nested.step}`] as const] : []),
  ...[listAll, listByItem].flatMap((other) => (other ? [['GET', other.list.path] as const] : [])),
  ...[add, change, remove].flatMap((write): readonly Request[] => (write ? [[write.method, write.path]] : [])),
];

const listAttachedRequests = (attached: SubresourceList | undefined): readonly Request[] =>
  attached === undefined
    ? []
    : [
        ['GET', attached.list.path],
        ['POST', attached.list.path],
        ...['PATCH', 'DELETE'].map((method) => [method, `${attached.list.path}/{item}`] as const),
      ];
