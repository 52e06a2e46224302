import type { LoadTarget } from '../loader/load-context.ts';
import type { CredentialSource } from '../management-api/auth/credential-source.ts';
import type { ImpactClass } from '../model/plan/impact.ts';
import type { FilePlace } from '../model/problem/problem.ts';

/** The tenants of a repository, as `tenon.yaml` lists them (`schemas/project.schema.json`). */
export interface Project {
  /** The project file, as it was named. */
  readonly file: string;
  /** Path of its folder, which no file of the definition may leave. */
  readonly folder: string;
  /** Paths of the files that all tenants share. */
  readonly definition: readonly string[];
  /** Environments in the order of the file, then the tenants of the fleet in the order of their list. */
  readonly targets: readonly TenantTarget[];
  readonly outputs: readonly ProjectOutput[];
}

/** One tenant of a project. */
export interface TenantTarget extends LoadTarget {
  /** Letters, digits, `.`, `_` and `-`, so that it can be part of a file name. No two tenants differ only in case. */
  readonly name: string;
  readonly kind: 'environment' | 'fleet';
  readonly folder: string;
  /** Paths of the shared files, as in the project. */
  readonly sharedFiles: readonly string[];
  /** Paths of the files that override them for this tenant. */
  readonly ownFiles: readonly string[];
  readonly credentials: CredentialSource;
  readonly overrides: OverrideRules;
  /** Where the tenant is declared: in the project file, or in the list of the fleet. */
  readonly place: FilePlace;
}

/** What the own files of a tenant may not do to the shared definition. */
export interface OverrideRules {
  /** Impacts that are refused, compared to the shared definition. */
  readonly forbid: readonly ImpactClass[];
  /** Fields that only the shared definition may set. */
  readonly keep: readonly KeptField[];
}

export interface KeptField {
  /** An address pattern, a slash and a field path, as in `reconcile.ignore`. */
  readonly pattern: string;
  readonly place: FilePlace;
}

/** A value of the tenant that others may use. */
export interface ProjectOutput {
  readonly name: string;
  /** An address and a field: `clients/Shop.client_id`. */
  readonly expression: string;
  readonly place: FilePlace;
}

/** The files of a tenant's definition. Later ones override earlier ones. */
export const listTargetFiles = ({ sharedFiles, ownFiles }: TenantTarget): readonly string[] => [...sharedFiles, ...ownFiles];
