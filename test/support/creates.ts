import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { shapeSample } from './definitions/shapes.ts';
import { declared } from './tenants.ts';

const API = 'urn:lost:api';
const api = (): DeclaredResource => declared('resourceServers', { identifier: API, name: 'Lost', scopes: [{ value: 'read' }] });
const client = (name: string): DeclaredResource => declared('clients', { name });

/** What a create is tried with. */
export interface Sample {
  /** What must be there first. */
  readonly needs: readonly DeclaredResource[];
  readonly made: DeclaredResource;
}

const OWN: Readonly<Record<string, Sample>> = {
  resourceServers: { needs: [], made: api() },
  clients: { needs: [], made: client('Lost') },
  clientGrants: {
    needs: [api(), client('Holder')],
    made: declared('clientGrants', { client_id: 'Holder', audience: API, scope: ['read'] }),
  },
  connections: { needs: [], made: declared('connections', { name: 'lost', strategy: 'auth0' }) },
  roles: { needs: [], made: declared('roles', { name: 'lost', description: 'Lost' }) },
  organizations: { needs: [], made: declared('organizations', { name: 'lost', display_name: 'Lost' }) },
  flows: { needs: [], made: declared('flows', { name: 'lost' }) },
  forms: { needs: [], made: declared('forms', { name: 'lost' }) },
};

/** One new resource of a type; a type of the catalogue without one fails the law. */
export function createOf(type: string): Sample {
  const sample = OWN[type] ?? shapeSample(type);
  if (!sample) throw new Error(`no sample of ${type}`);
  return sample;
}
