import type { Rule } from '../rule.ts';
import type { TenantView, ViewedResource } from '../tenant-view.ts';

/** `declared`: the view is a definition alone, so a value that it does not state is unknown. `effective`: the view is a tenant. */
export type Knowledge = 'declared' | 'effective';

export interface RuleSubjects {
  /** The resources that a rule can be asked about; `undefined` stands for the tenant as a whole. */
  readonly subjects: readonly (ViewedResource | undefined)[];
  /** Types and fields (`clients.grant_types`) that would have to be known to ask everywhere. */
  readonly unknown: ReadonlySet<string>;
}

/** Selects what a rule can be asked about. What is not known is not a finding, and not a pass either. */
export function selectSubjects(rule: Rule, view: TenantView, knowledge: Knowledge): RuleSubjects {
  const unknownTypes = listUnknownTypes(rule, view);
  if (unknownTypes.length > 0) return { subjects: [], unknown: new Set(unknownTypes) };
  if (rule.scope === 'tenant') return { subjects: [undefined], unknown: new Set() };
  const unknown = new Set<string>();
  const names = rule.fields.map(getTopLevelName);
  const subjects = rule.types.flatMap((type) =>
    (view.types[type] ?? []).filter((resource) => {
      const field = findUnknownField(rule, names, resource, view, knowledge);
      if (field !== undefined) unknown.add(`${type}.${field}`);
      return field === undefined;
    }),
  );
  for (const type of rule.types) if (view.types[type] === undefined) unknown.add(type);
  return { subjects, unknown };
}

/** The types that a condition reads must be known as a whole, and so must the subject of a rule about the tenant. */
function listUnknownTypes({ scope, types, reads = [] }: Rule, view: TenantView): readonly string[] {
  const needed = scope === 'tenant' ? [...types, ...reads] : reads;
  return needed.filter((type) => view.types[type] === undefined || view.incomplete.has(type));
}

const getTopLevelName = (field: string): string => /^[^.[]*/.exec(field)?.[0] ?? '';

function findUnknownField(
  { needs }: Rule,
  names: readonly string[],
  { type, stated }: ViewedResource,
  view: TenantView,
  knowledge: Knowledge,
): string | undefined {
  if (knowledge === 'effective') return names.find((name) => view.hidden[type]?.has(name));
  if (needs !== 'effective' || names.some((name) => stated.has(name))) return undefined;
  return names[0];
}
