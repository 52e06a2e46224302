import type { DeclaredResource } from '../../src/model/definition.ts';
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

/** One new resource of each type; a type of the catalogue that is not here fails the law. */
export const CREATES: Readonly<Record<string, Sample>> = {
  resourceServers: { needs: [], made: api() },
  clients: { needs: [], made: client('Lost') },
  clientGrants: {
    needs: [api(), client('Holder')],
    made: declared('clientGrants', { client_id: 'Holder', audience: API, scope: ['read'] }),
  },
  connections: { needs: [], made: declared('connections', { name: 'lost', strategy: 'auth0' }) },
  roles: { needs: [], made: declared('roles', { name: 'lost', description: 'Lost' }) },
  organizations: { needs: [], made: declared('organizations', { name: 'lost', display_name: 'Lost' }) },
};
