import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { createError } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import { doesPathExist, resolveRelativePath } from './confined-files.ts';
import type { ScalarTree } from './definition-tree.ts';

/**
 * A long text may be a path to the file that holds it: one line, with the extension that the schema names, and no blanks around.
 * Exports of auth0-deploy-cli begin such a path with the folder that they were written to (`tenant/actions/login/code.js`), and leave
 * out the folder of the type in `./email.html`, which stands in `connections/`.
 */
export function readReferencedFile(
  context: LoadContext,
  scalar: ScalarTree,
  extension: string | undefined,
  folder: string,
): ScalarTree {
  const { value, span } = scalar;
  if (extension === undefined || typeof value !== 'string' || !isPath(value, extension) || isFileContent(scalar)) return scalar;
  const path = findSideFilePath(context, scalar, folder);
  const side = path === undefined ? undefined : readSideFile(context, path, span, 'text');
  return side === undefined ? scalar : { ...scalar, value: side.marked.text, side };
}

/** Where the file is that a value names, beside the one that it stands in. None: that is told. */
export function findSideFilePath(context: LoadContext, { value, span }: ScalarTree, folder: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const path = listCandidatePaths(span.source.name, value.replaceAll('\\', '/'), folder).find((candidate) =>
    doesPathExist(resolveRelativePath(span.source.name, candidate)),
  );
  if (path === undefined) {
    const advice = { expected: 'a file', hint: `The path is relative to ${span.source.name}.` };
    context.findings.push(createError('file-unreadable', span, `"${value}" does not exist`, advice));
  }
  return path;
}

/** What `${file:…}` has brought is the text, whatever it looks like. */
const isFileContent = ({ template = '' }: ScalarTree): boolean => template.includes(`\${file:`);

const isPath = (value: string, extension: string): boolean =>
  value.length < 500 && value.endsWith(`.${extension}`) && !/[\n\r<>]|:\/\//.test(value) && value.trim() === value;

/** As written; then without the folders that it may begin with, of which the file's own folder or the type's can be the last. */
function listCandidatePaths(file: string, path: string, typeFolder: string): readonly string[] {
  const folder = basename(dirname(resolve(file)));
  const steps = normalize(path).replaceAll(sep, '/').split('/');
  const shorterPaths = steps.slice(1).flatMap((_, index) => {
    const remaining = steps.slice(index + 1);
    return remaining.length > 1 || steps[index] === folder ? [remaining.join('/')] : [];
  });
  return [path, ...shorterPaths, join(typeFolder, path)];
}
