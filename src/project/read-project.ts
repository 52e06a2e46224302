import { basename, dirname } from 'node:path';
import { validateTree } from '../loader/check/validate-tree.ts';
import { createError, type LoadFinding, toFilePlace, toProblems } from '../loader/findings.ts';
import { getValidator } from '../loader/load-validator.ts';
import { describeKind, getMember, getText, type MapTree } from '../loader/text/definition-tree.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { isError, type Problem } from '../model/problem/problem.ts';
import { CATALOGUE } from '../resources/catalogue.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { toRootShape } from '../schema/schema-shape.ts';
import { buildTargets } from './build-targets.ts';
import { findMisplacedSecrets } from './misplaced-secrets.ts';
import type { Project, ProjectOutput } from './project.ts';
import { listItems, type ProjectFolder, readTree, resolveProjectPath } from './project-folder.ts';

/** Reads `tenon.yaml` and the list of its fleet. On failure the error lists every problem, each with its file and line. */
export async function readProject(file: string): Promise<Outcome<Project, readonly Problem[]>> {
  const folder: ProjectFolder = { path: dirname(file), findings: [] };
  const root = readRoot(folder, file);
  const project = root && (await parseProject(folder, file, root));
  const problems = toProblems(folder.findings);
  return project && !problems.some(isError) ? succeed(project) : failWith(problems);
}

function readRoot(folder: ProjectFolder, file: string): MapTree | undefined {
  const read = readTree(folder, basename(file));
  if (!read) return undefined;
  const { tree, source } = read;
  if (tree?.kind === 'map') return tree;
  const message = tree ? `The file contains ${describeKind(tree)}` : 'The file is empty';
  const expected = 'a map with "definition" and "environments"';
  folder.findings.push(createError('wrong-type', tree?.span ?? { source, start: 0, end: 1 }, message, { expected }));
  return undefined;
}

async function parseProject(folder: ProjectFolder, file: string, root: MapTree): Promise<Project | undefined> {
  const secrets = findMisplacedSecrets(root);
  folder.findings.push(...(secrets.length > 0 ? secrets : await validateProject(root)));
  if (folder.findings.length > 0) return undefined;
  const definition = listItems(root, 'definition').flatMap(
    (item) => resolveProjectPath(folder, item.span, getText(item) ?? '') ?? [],
  );
  const targets = await buildTargets(folder, root, definition);
  return { file, folder: folder.path, definition, targets, outputs: parseOutputs(root, folder.findings) };
}

const validateProject = async (root: MapTree): Promise<readonly LoadFinding[]> =>
  validateTree(await getValidator('project'), root, toRootShape(loadSchema('project')), {
    subject: 'project',
    catalogue: CATALOGUE,
  });

const OUTPUT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

function parseOutputs(root: MapTree, findings: LoadFinding[]): readonly ProjectOutput[] {
  const outputs = getMember(root, 'outputs');
  if (outputs?.kind !== 'map') return [];
  return [...outputs.members].map(([name, { key, value }]) => {
    if (!OUTPUT_NAME.test(name))
      findings.push(
        createError('wrong-value', key, `"${name}" cannot be the name of an output`, { expected: 'letters, digits and "_"' }),
      );
    return { name, expression: getText(value) ?? '', place: toFilePlace(key) };
  });
}
