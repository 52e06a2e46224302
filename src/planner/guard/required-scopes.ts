import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { findAttachingFields } from '../../resources/relations/attached-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType, ScopeNeed } from '../../resources/resource-type.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';

/**
 * Collects the scopes that a token needs to apply any plan for this definition: to create and update declared resources, and to delete
 * resources that are declared absent or of types in `reconcile.prune`. A particular plan may need fewer.
 */
export function collectWriteScopes(definition: Definition, catalogue: Catalogue): readonly ScopeNeed[] {
  return catalogue.all.flatMap((type) => {
    const declared = definition.resources.filter((resource) => resource.type === type.type);
    const isDeleted =
      definition.policy.prune.includes(type.type) || definition.absent.some((resource) => resource.type === type.type);
    const deletes = isDeleted ? (type.scopes.delete ?? []) : [];
    if (declared.length === 0) return deletes;
    const own = [...(type.scopes.create ?? []), ...(type.scopes.update ?? [])];
    return [
      ...own,
      ...collectFieldScopes(type, declared),
      ...collectRelationScopes(type, declared),
      ...collectAttachedScopes(type, declared),
      ...deletes,
    ];
  });
}

const collectFieldScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] =>
  declared.flatMap(({ fields }) =>
    Object.keys(fields).flatMap((name) => {
      const { create, update } = getMemberShape(getResourceShape(type), fields, name)?.schema['x-write-scope'] ?? {};
      return [create ?? [], update ?? []].flat();
    }),
  );

const collectRelationScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] =>
  type.relations
    .filter((relation) => declared.some((resource) => resource.relations[relation.field] !== undefined))
    .flatMap(({ scopes }) => [...(scopes.create ?? []), ...(scopes.update ?? []), ...(scopes.delete ?? [])]);

const collectAttachedScopes = (type: ResourceType, declared: readonly DeclaredResource[]): readonly ScopeNeed[] => {
  const { create = [], update = [], delete: remove = [] } = type.attached?.scopes ?? {};
  return declared.some(({ fields }) => findAttachingFields(type, fields).length > 0) ? [...create, ...update, ...remove] : [];
};
