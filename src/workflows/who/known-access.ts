import type { AccessResources } from '../../access/access-resources.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { AccessReport, UnseenAccess } from '../../model/access-report.ts';
import type { Address } from '../../model/address.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { WorkflowPorts } from '../ports.ts';

export type WhoPorts = Pick<WorkflowPorts, 'events' | 'progress'>;

/** What is known about who has what, and what is not. */
export interface KnownAccess extends Pick<AccessReport, 'tenant' | 'cut' | 'unseen' | 'requests'> {
  /** What the question is about, as the resources name it. */
  readonly address: Address;
  readonly resources: AccessResources;
}

/** A question to a tenant. */
export interface LiveQuestion {
  readonly address: Address;
  readonly catalogue: Catalogue;
  /** The most people to read of one list, and the most lists of organizations to read. */
  readonly limit: number;
}

/** Takes a definition for the whole tenant. Types that it does not declare are unknown. */
export async function readDeclaredAccess(address: Address, { definition, catalogue }: Loaded): Promise<KnownAccess> {
  const { viewDefinition } = await import('../../posture/view/view-definition.ts');
  const { ACCESS_TYPES } = await import('../../access/build-access-graph.ts');
  const { types } = viewDefinition(definition, catalogue);
  const unseen = Object.keys(ACCESS_TYPES)
    .filter((type) => types[type] === undefined && catalogue.get(type)?.referenceOnly === undefined)
    .map((what): UnseenAccess => ({ what, why: 'not declared' }));
  return { address, resources: types, cut: [], unseen };
}
