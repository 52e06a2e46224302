import { createError } from '../loader/findings.ts';
import type { SourceSpan } from '../loader/text/source-file.ts';
import { findNearestName, formatSuggestion } from '../model/problem/nearest-name.ts';
import type { ProjectFolder } from './project-folder.ts';

/** `${each:COLUMN}` and `${each:COLUMN:-default}`; `$${each:` is an escaped `${each:`. */
const EXPRESSION = /\$\$\{(?=each:)|\$\{each:([^}\n]*)\}/g;

/** Replaces the columns in a text of the project file. A column that the row lacks is reported at `span`, and becomes empty. */
export function expandColumns(
  { findings }: ProjectFolder,
  text: string,
  values: Readonly<Record<string, string>>,
  span: SourceSpan,
): string {
  return text.replace(EXPRESSION, (found: string, body: string | undefined) => {
    if (body === undefined) return found.slice(1);
    const [name = '', fallback] = body.split(/:-(.*)/s);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (fallback !== undefined) return value || fallback;
    if (value !== undefined) return value;
    const columns = Object.keys(values);
    findings.push(
      createError('variable-missing', span, `There is no column "${name}"`, {
        expected: columns.length === 0 ? undefined : `one of: ${columns.slice(0, 12).join(', ')}`,
        hint: formatSuggestion(findNearestName(name, columns)),
      }),
    );
    return '';
  });
}
