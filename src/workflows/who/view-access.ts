import type { AccessResources } from '../../access/access-resources.ts';
import { DEFAULT_POLICY, type Definition } from '../../model/definition/definition.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { viewSnapshot } from '../../posture/view/view-plan.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';

const NO_DEFINITION: Definition = { declared: [], resources: [], absent: [], policy: DEFAULT_POLICY, digest: '' };

/** Views a tenant in the language of definitions. */
export const viewAccess = (snapshot: Snapshot, catalogue: Catalogue): AccessResources =>
  viewSnapshot(snapshot, catalogue, NO_DEFINITION).types;
