import type { Definition } from '../../src/model/definition/definition.ts';
import { RULES } from '../../src/posture/rules/all-rules.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { type ConditionTenant, isHit } from './evaluate-rule.ts';

type ViewedFields = Readonly<Record<string, unknown>>;

/** What the API fills in where a new resource says nothing. */
function listDefaults(type: string): ViewedFields {
  const fields = Object.entries(CATALOGUE.get(type)?.schema.properties ?? {});
  return Object.fromEntries(
    fields.flatMap(([name, field]) => ('x-server-default' in field ? [[name, field['x-server-default']]] : [])),
  );
}

/** The tenant that a definition makes of an empty one: only declared types are known. */
export const viewDefinition = (definition: Definition, isNew = true): ConditionTenant =>
  Object.fromEntries(
    definition.declared.map(({ type }) => [
      type,
      definition.resources
        .filter((resource) => resource.type === type)
        .map(({ key, address, fields, relations }) => ({
          ...(isNew ? listDefaults(type) : {}),
          ...fields,
          ...relations,
          $key: key,
          $address: address,
          $isNew: isNew,
          $isSelf: false,
          $stated: [...Object.keys(fields), ...Object.keys(relations)],
        })),
    ]),
  );

const readAddress = (resource: object): string => ('$address' in resource ? String(resource.$address) : '');

export interface HitOptions {
  readonly prod?: boolean;
  readonly regulated?: boolean;
  readonly isNew?: boolean;
}

/** Lists what the rules find: severity, rule, address. */
export function listHits(
  t: ConditionTenant,
  { prod = true, regulated = false, isNew = false }: HitOptions = {},
): readonly string[] {
  return RULES.flatMap((rule) => {
    const severity = prod ? rule.severity.production : rule.severity.otherwise;
    if (severity === 'off') return [];
    const asked = rule.scope === 'tenant' ? [{ $address: 'tenant' }] : rule.types.flatMap((type) => t[type] ?? []);
    const found = asked.filter((resource) =>
      isHit(rule, { r: rule.scope === 'tenant' ? {} : resource, t, prod, isNew, regulated }),
    );
    return found.map((resource) => `${severity} ${rule.id} ${readAddress(resource)}`);
  });
}
