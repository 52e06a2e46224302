import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { createError } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import { doesPathExist, resolveRelativePath } from './confined-files.ts';
import type { ScalarTree } from './definition-tree.ts';

/**
 * Reads the file if a value is a path: one line with the extension from the schema's `x-file`, and no surrounding spaces.
 * auth0-deploy-cli's exports prefix such paths with the output folder (`tenant/actions/login/code.js`), or omit the type's folder:
 * `./email.html` is in `connections/`.
 * @param extension without a dot; `undefined` if the field never holds a path
 * @param folder the type's folder in an export
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

/** Finds the existing file that a value names, as a path relative to the value's file. Reports an error if there is none. */
export function findSideFilePath(context: LoadContext, { value, span }: ScalarTree, folder: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const path = listCandidatePaths(span.source.name, value.replaceAll('\\', '/'), folder).find((candidate) =>
    doesPathExist(resolveRelativePath(span.source.name, candidate)),
  );
  if (path === undefined) {
    const advice = { expected: 'a file', hint: `The path is relative to ${span.source.name}.` };
    context.findings.push(createError('file-unreadable', span, `The file "${value}" does not exist`, advice));
  }
  return path;
}

/** Whether the value is already the content of a file, from `${file:…}`, even if it looks like a path. */
const isFileContent = ({ template = '' }: ScalarTree): boolean => template.includes(`\${file:`);

const isPath = (value: string, extension: string): boolean =>
  value.length < 500 && value.endsWith(`.${extension}`) && !/[\n\r<>]|:\/\//.test(value) && value.trim() === value;

/** Lists the paths to try, in order: as written, without leading folders (see `readReferencedFile`), and inside the type's folder. */
function listCandidatePaths(file: string, path: string, typeFolder: string): readonly string[] {
  const folder = basename(dirname(resolve(file)));
  const steps = normalize(path).replaceAll(sep, '/').split('/');
  const shorterPaths = steps.slice(1).flatMap((_, index) => {
    const remaining = steps.slice(index + 1);
    return remaining.length > 1 || steps[index] === folder ? [remaining.join('/')] : [];
  });
  return [path, ...shorterPaths, join(typeFolder, path)];
}
