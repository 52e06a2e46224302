import { stringify } from 'yaml';

/** The tenant that a new project begins with. */
export interface FirstEnvironment {
  readonly name: string;
  readonly domain: string;
  /** Types whose undeclared resources are deleted. */
  readonly prune: readonly string[];
}

/** Renders `tenon.yaml`. */
export function renderProject(definition: string, { name, domain, prune }: FirstEnvironment, schema: string): string {
  const environment = { domain, ...(prune.length > 0 ? { prune } : {}) };
  return `# yaml-language-server: $schema=${schema}
# The tenants of this repository. Add an environment for each: development, staging, production.

${stringify({ definition: [definition], environments: { [name]: environment } }, { lineWidth: 0 })}`;
}

const MAX_NAME_LENGTH = 63;

/** Names an environment after its tenant: `acme-dev` for `acme-dev.eu.auth0.com`. */
export function deriveEnvironmentName(domain: string): string {
  const [label = ''] = domain.split('.');
  const name = label.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, MAX_NAME_LENGTH) || 'tenant';
}
