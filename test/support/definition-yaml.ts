import { Document, visit } from 'yaml';
import type { Definition } from '../../src/model/definition/definition.ts';
import { groupBy } from '../../src/model/group-by.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { type DefinitionLayout, getDefinitionLayout } from '../../src/resources/resource-type.ts';

/** A definition as somebody would write it, for the command line; from some depth on between brackets, if asked for. */
export function writeDefinitionYaml({ declared, resources, policy }: Definition, flowFrom = 0): string {
  const byType = groupBy(resources, ({ type }) => type);
  const sections = declared.reduce<JsonObject>((root, { type }) => {
    const items = (byType.get(type) ?? []).map(({ fields, relations, renamedFrom, pinnedId }) => ({
      ...fields,
      ...writeRelations(type, relations),
      ...(renamedFrom === undefined ? {} : { $renamed_from: renamedFrom }),
      ...(pinnedId === undefined ? {} : { $id: pinnedId }),
    }));
    const found = CATALOGUE.get(type);
    return found ? addItems(root, getDefinitionLayout(found), items) : root;
  }, {});
  const reconcile = { prune: policy.prune, limits: { delete: '100%', update: '100%' } };
  const document = new Document({ reconcile, ...sections }, { aliasDuplicateObjects: flowFrom === 3 });
  visit(document, {
    Collection: (_, node, path) => {
      if (flowFrom > 0 && path.length > flowFrom) node.flow = true;
    },
  });
  return document.toString();
}

/** At most one item is written as that item, without a list. */
const writeRelations = (type: string, relations: Definition['resources'][number]['relations']): JsonObject =>
  Object.fromEntries(
    Object.entries(relations).map(([name, items]): [string, JsonValue] => [
      name,
      CATALOGUE.get(type)?.relations.find(({ field }) => field === name)?.singleItem ? (items[0] ?? null) : items,
    ]),
  );

function addItems(root: JsonObject, { yamlPath: at, form }: DefinitionLayout, items: readonly JsonObject[]): JsonObject {
  if (form === 'list') return putValue(root, at, items);
  return items.reduce((whole, item) => {
    const path = at.map((step) => (step.startsWith('{') ? String(item[step.slice(1, -1)]) : step));
    const rest = Object.fromEntries(Object.entries(item).filter(([name]) => !at.includes(`{${name}}`)));
    return putValue(whole, path, form === 'map' ? rest : (item[form.field] ?? null));
  }, root);
}

/** Several types may share a list, or stand inside of one another. */
function putValue(map: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  const known = map[name];
  if (rest.length > 0) return { ...map, [name]: putValue(isObject(known) ? known : {}, rest, value) };
  if (isArray(known) && isArray(value)) return { ...map, [name]: [...known, ...value] };
  return { ...map, [name]: isObject(known) && isObject(value) ? { ...known, ...value } : value };
}
