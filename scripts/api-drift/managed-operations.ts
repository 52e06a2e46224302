import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { ResourceType, SubresourceList } from '../../src/resources/resource-type.ts';
import { omitParameterNames, type SdkFacts } from './sdk-facts.ts';
import { matchFixedPath } from './type-requests.ts';

/** Maps the operations that tenon uses for a resource type to those types, by `PATCH /roles/{}`. */
export function mapManagedOperations(sdk: SdkFacts): ReadonlyMap<string, readonly string[]> {
  const pairs = CATALOGUE.all.flatMap((type) =>
    listOperationIds(type, sdk).map((id) => [omitParameterNames(id), type.type] as const),
  );
  const ids = [...new Set(pairs.map(([id]) => id))];
  return new Map(ids.map((id) => [id, [...new Set(pairs.filter(([each]) => each === id).map(([, type]) => type))]]));
}

const WRITES = ['POST', 'PATCH', 'PUT', 'DELETE'];

function listOperationIds(type: ResourceType, sdk: SdkFacts): readonly string[] {
  const item =
    type.kind === 'collection' ? listCollectionIds(type.path, type.list.path, type.lookup?.path) : listFixedPathIds(type, sdk);
  const activation = type.activation ? [`${type.activation.request.method} ${type.activation.request.path}`] : [];
  const others = [type.versions?.path, type.userCount?.path].flatMap((path) => (path === undefined ? [] : [`GET ${path}`]));
  return [...item, ...activation, ...others, ...type.relations.flatMap(listRelationIds), ...listAttachedIds(type.attached)];
}

const listCollectionIds = (path: string, listPath: string, lookupPath = listPath): readonly string[] => [
  `GET ${listPath}`,
  `GET ${lookupPath}`,
  `POST ${path}`,
  ...['GET', 'PATCH', 'PUT', 'DELETE'].map((method) => `${method} ${path}/{id}`),
];

const listFixedPathIds = (type: ResourceType & { readonly kind: 'placed' }, sdk: SdkFacts): readonly string[] =>
  sdk.operations.filter(({ path }) => matchFixedPath(type, path) !== undefined).map(({ id }) => id);

const listRelationIds = ({ list, add, change, remove }: ResourceType['relations'][number]): readonly string[] => [
  `GET ${list.path}`,
  ...[add, change, remove].flatMap((write) => (write ? [`${write.method} ${write.path}`] : [])),
];

const listAttachedIds = (attached: SubresourceList | undefined): readonly string[] =>
  attached === undefined
    ? []
    : [
        `GET ${attached.list.path}`,
        ...WRITES.map((method) => `${method} ${attached.list.path}${method === 'POST' ? '' : '/{item}'}`),
      ];
