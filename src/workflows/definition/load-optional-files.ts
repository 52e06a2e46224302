import { existsSync } from 'node:fs';
import type { Loaded } from '../../loader/load-definition.ts';
import { DEFAULT_POLICY } from '../../model/definition/definition.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { DEFAULT_DEFINITION_FILE } from '../defaults.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import { createInMemoryDefinition } from './in-memory-definition.ts';
import { type LoadFilesOptions, loadFiles } from './load-files.ts';

/**
 * Loads a definition, or an empty one if the default file does not exist: a tenant can be looked at without a definition. Secrets may be
 * missing, because nothing is sent.
 */
export async function loadOptionalFiles(
  files: readonly string[],
  options: LoadFilesOptions & { readonly isOptional: boolean },
  ports: WorkflowPorts,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const [only, ...others] = files;
  if (options.isOptional && only === DEFAULT_DEFINITION_FILE && others.length === 0 && !existsSync(only)) {
    const empty = { declared: [], resources: [], absent: [], policy: DEFAULT_POLICY, digest: '' };
    return succeed(createInMemoryDefinition(empty, await getCatalogue(ports)));
  }
  return loadFiles(files, { ...options, secretsOptional: true, now: ports.now() }, ports.env);
}
