import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { mistake } from '../findings.ts';
import { type Reading, readSideFile } from '../load-context.ts';
import { besides, exists } from './definition-files.ts';
import type { Scalar } from './tree.ts';

/**
 * A long text may be a path to the file that holds it: one line, with the extension that the schema names, and no blanks around.
 * Exports of auth0-deploy-cli begin such a path with the folder that they were written to (`tenant/actions/login/code.js`), and leave
 * out the folder of the type in `./email.html`, which stands in `connections/`.
 */
export function withFile(reading: Reading, scalar: Scalar, extension: string | undefined, folder: string): Scalar {
  const { value, span } = scalar;
  if (extension === undefined || typeof value !== 'string' || !isPath(value, extension) || isContent(scalar)) return scalar;
  const path = pathOf(reading, scalar, folder);
  const side = path === undefined ? undefined : readSideFile(reading, path, span, 'text');
  return side === undefined ? scalar : { ...scalar, value: side.marked.text, side };
}

/** Where the file is that a value names, beside the one that it stands in. None: that is told. */
export function pathOf(reading: Reading, { value, span }: Scalar, folder: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const path = candidates(span.source.name, value.replaceAll('\\', '/'), folder).find((candidate) =>
    exists(besides(span.source.name, candidate)),
  );
  if (path === undefined) {
    const advice = { expected: 'a file', hint: `The path is relative to ${span.source.name}.` };
    reading.findings.push(mistake('file-unreadable', span, `"${value}" does not exist`, advice));
  }
  return path;
}

/** What `${file:…}` has brought is the text, whatever it looks like. */
const isContent = ({ template = '' }: Scalar): boolean => template.includes(`\${file:`);

const isPath = (value: string, extension: string): boolean =>
  value.length < 500 && value.endsWith(`.${extension}`) && !/[\n\r<>]|:\/\//.test(value) && value.trim() === value;

/** As written; then without the folders that it may begin with, of which the file's own folder or the type's can be the last. */
function candidates(file: string, path: string, typeFolder: string): readonly string[] {
  const folder = basename(dirname(resolve(file)));
  const steps = normalize(path).replaceAll(sep, '/').split('/');
  const shorter = steps.slice(1).flatMap((_, index) => {
    const rest = steps.slice(index + 1);
    return rest.length > 1 || steps[index] === folder ? [rest.join('/')] : [];
  });
  return [path, ...shorter, join(typeFolder, path)];
}
