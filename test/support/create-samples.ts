import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { findFixtureSample } from './definitions/fixture-resources.ts';
import { declareResource } from './tenant-builders.ts';

const API = 'urn:lost:api';
const declareApi = (): DeclaredResource =>
  declareResource('resourceServers', { identifier: API, name: 'Lost', scopes: [{ value: 'read' }] });
const declareClient = (name: string): DeclaredResource => declareResource('clients', { name });

/** What a create is tried with. */
export interface CreateSample {
  /** What must be there first. */
  readonly needs: readonly DeclaredResource[];
  readonly made: DeclaredResource;
}

const OWN_SAMPLES: Readonly<Record<string, CreateSample>> = {
  resourceServers: { needs: [], made: declareApi() },
  clients: { needs: [], made: declareClient('Lost') },
  clientGrants: {
    needs: [declareApi(), declareClient('Holder')],
    made: declareResource('clientGrants', { client_id: 'Holder', audience: API, scope: ['read'] }),
  },
  connections: { needs: [], made: declareResource('connections', { name: 'lost', strategy: 'auth0' }) },
  roles: { needs: [], made: declareResource('roles', { name: 'lost', description: 'Lost' }) },
  organizations: { needs: [], made: declareResource('organizations', { name: 'lost', display_name: 'Lost' }) },
  flows: { needs: [], made: declareResource('flows', { name: 'lost' }) },
  forms: { needs: [], made: declareResource('forms', { name: 'lost' }) },
};

/** One new resource of a type; a type of the catalogue without one fails the law. */
export function getCreateSample(type: string): CreateSample {
  const sample = OWN_SAMPLES[type] ?? findFixtureSample(type);
  if (!sample) throw new Error(`no sample of ${type}`);
  return sample;
}
