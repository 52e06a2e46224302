import type { VersionMembers, WaitCondition } from '../../model/plan/planned-request.ts';
import type { WriteEndpoint } from './endpoints.ts';

/**
 * A write that only takes effect after a second request: the code of an action is saved, built and then deployed.
 * Needed where the API keeps a draft beside the active version, or a switch that has a separate endpoint.
 */
export interface Activation {
  /** Declared boolean: the user's wish and, in a live resource, whether it is active: `deployed`. Never part of a body. */
  readonly field: string;
  /** Live member that exists once any version has been active: `deployed_version`. */
  readonly activeMember: string;
  /** What to poll for before `request` is sent: `{ member: 'status', is: 'built', fails: ['failed'] }`. Absent: no need to wait. */
  readonly waitUntil?: WaitCondition;
  /** The request that activates; `{id}` in its path is the resource's id. */
  readonly request: WriteEndpoint;
  /** Fields of the resource that form the body of `request`. Absent: it has no body. */
  readonly bodyFields?: readonly string[];
  /**
   * A state that tenon cannot bring about and that must be reached first: a custom domain is verified in DNS. `hint` says what the user
   * has to do.
   */
  readonly prerequisite?: { readonly member: string; readonly is: string; readonly hint: string };
  /** Only one resource of the type can be active; activating another one deactivates it: the default custom domain. */
  readonly exclusive?: true;
}

/**
 * Published versions of a resource, all in one answer. Needed where other resources refer to a version by its number and the API wants
 * the version's id (`x-version-of` in the schema).
 */
export interface VersionList extends VersionMembers {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Live member of the resource that holds the number of its newest version: `latest_version_number`. */
  readonly latestNumberField: string;
}
