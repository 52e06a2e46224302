import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { attachingFields } from '../../resources/attached.ts';
import type { ResourceType, ScopeNeed } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { memberShape } from '../../schema/walk.ts';

/**
 * What a token must allow so that any plan for this definition can be applied: creating and updating what is declared, deleting where
 * `reconcile.prune` asks for it. One plan may need less.
 */
export function writeScopesOf(definition: Definition, catalogue: readonly ResourceType[]): readonly ScopeNeed[] {
  return catalogue.flatMap((type) => {
    const declared = definition.resources.filter((resource) => resource.type === type.type);
    const deletes = definition.policy.prune.includes(type.type) ? (type.scopes.delete ?? []) : [];
    if (declared.length === 0) return deletes;
    const own = [...(type.scopes.create ?? []), ...(type.scopes.update ?? [])];
    return [
      ...own,
      ...fieldScopes(type, declared),
      ...relationScopes(type, declared),
      ...attachedScopes(type, declared),
      ...deletes,
    ];
  });
}

const fieldScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] =>
  declared.flatMap(({ fields }) =>
    Object.keys(fields).flatMap((name) => {
      const { create, update } = memberShape(shapeOf(type), fields, name)?.schema['x-write-scope'] ?? {};
      return [create ?? [], update ?? []].flat();
    }),
  );

const relationScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] =>
  type.relations
    .filter((relation) => declared.some((resource) => resource.relations[relation.field] !== undefined))
    .flatMap(({ scopes }) => [...(scopes.create ?? []), ...(scopes.update ?? []), ...(scopes.delete ?? [])]);

const attachedScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] => {
  const { create = [], update = [], delete: remove = [] } = type.attached?.scopes ?? {};
  return declared.some(({ fields }) => attachingFields(type, fields).length > 0) ? [...create, ...update, ...remove] : [];
};
