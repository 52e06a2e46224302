import { basename, join, resolve } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { TOOL } from '../../disk/version.ts';
import type { Exported, ExportedFile } from '../../exporter/export-options.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import type { ImportedState } from '../../terraform/import-state.ts';
import { loadFiles } from '../definition/load-files.ts';
import { type ExportTarget, resolveExportTarget } from '../export/export-target.ts';
import { writeExportFiles } from '../export/write-export.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';

export interface TerraformImportInput {
  /** A Terraform state (version 4), or the output of `terraform show -json`. */
  readonly from: string;
  /** A YAML file (with long texts in files next to it) or a folder. */
  readonly out: string;
  /** Overwrite existing files. */
  readonly force?: boolean;
}

/** A definition of what a Terraform state manages. */
export interface TerraformImport extends Exported {
  /** Path of the main file. */
  readonly writtenTo: string;
  /** Path of the script with the commands that make Terraform forget what the definition has. */
  readonly forgetScript: string;
  /** How many resources of the state the definition has. */
  readonly taken: number;
  /** What in the definition has to be corrected by hand before it can be planned. */
  readonly faults: readonly Problem[];
}

/** Name of the script, next to the definition. */
const FORGET_SCRIPT = 'terraform-state-rm.sh';

/** Writes a definition of what a Terraform state manages. Sends no requests, and writes no secrets. */
export async function importTerraform(
  input: TerraformImportInput,
  ports: WorkflowPorts,
): Promise<Outcome<TerraformImport, readonly Problem[]>> {
  const text = readState(input.from);
  if (!text.ok) return failWith([text.error]);
  const { parseState } = await import('../../terraform/state/parse-state.ts');
  const resources = parseState(text.value, input.from);
  if (!resources.ok) return failWith([resources.error]);
  const { importState } = await import('../../terraform/import-state.ts');
  const catalogue = await getCatalogue(ports);
  const imported = importState(resources.value, catalogue, basename(input.from));
  if (imported.taken.length === 0) return failWith([createNothingProblem(input.from)]);
  const { exportDefinition } = await import('../../exporter/export-definition.ts');
  const { noteImport } = await import('../../terraform/import-notes.ts');
  const { renderForgetCommands } = await import('../../terraform/state-commands.ts');
  const target = resolveExportTarget(input.out);
  const { snapshot, referenceOnly } = imported;
  const { layout, main, schema } = target;
  const exported = exportDefinition(snapshot, catalogue, {
    tool: TOOL,
    layout,
    main,
    full: false,
    referenceOnly,
    schema,
  });
  const { taken, refused } = splitTaken(imported.taken, exported.omitted);
  const script = { path: FORGET_SCRIPT, content: renderForgetCommands(taken) };
  const written = writeExportFiles(target.folder, [...exported.files, script], input.force ?? false);
  if (!written.ok) return failWith([written.error]);
  return succeed({
    ...exported,
    // A state says nothing about the lists that it does not manage.
    notes: [
      ...noteImport({ ...imported, untaken: [...imported.untaken, ...refused] }),
      ...exported.notes.filter(({ code }) => code !== 'scope-missing'),
    ],
    writtenTo: join(target.folder, main),
    forgetScript: join(target.folder, FORGET_SCRIPT),
    taken: taken.length,
    faults: await findFaults(target, exported.files, ports),
  });
}

/** Terraform must not forget what the definition does not have. */
function splitTaken(all: ImportedState['taken'], omitted: readonly string[]) {
  const refused = all.filter(({ resource }) => omitted.includes(resource));
  return {
    taken: all.filter((each) => !refused.includes(each)).map(({ address }) => address),
    refused: refused.map(({ address }) => ({ address, why: 'a definition cannot express a required field' })),
  };
}

function readState(file: string): Outcome<string, Problem> {
  try {
    return succeed(readTextFile(file));
  } catch (error) {
    return failWith({
      code: 'file-unreadable',
      severity: 'error',
      message: `${file} cannot be read: ${getErrorMessage(error)}`,
      hint: 'Check the path given with --from.',
    });
  }
}

const createNothingProblem = (file: string): Problem => ({
  code: 'state-unreadable',
  severity: 'error',
  message: `${file} manages no resource that a definition can have`,
  expected: 'resources of the provider auth0/auth0',
  hint: 'With workspaces or a remote backend, run: terraform state pull > terraform.tfstate',
});

/** Loads the definition again: what a state has, the API accepted, but the schema may be stricter or older. */
async function findFaults(
  { folder, main }: ExportTarget,
  files: readonly ExportedFile[],
  ports: WorkflowPorts,
): Promise<readonly Problem[]> {
  const texts = new Map(files.map(({ path, content }) => [resolve(folder, path), content]));
  const loaded = await loadFiles(
    [join(folder, main)],
    { texts, secretsOptional: true, ...omitUndefined({ catalogue: ports.catalogue }) },
    ports.env,
  );
  return loaded.ok ? [] : loaded.error.filter(isError);
}
