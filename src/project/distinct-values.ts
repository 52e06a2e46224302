import { createError } from '../loader/findings.ts';
import { findPosition, type SourceSpan } from '../loader/text/source-file.ts';
import type { ProjectFolder } from './project-folder.ts';

/** Reports values that two tenants share. Case does not distinguish them: it does not on every disk, nor in a domain. */
export function reportRepeatedValues(
  { findings }: ProjectFolder,
  field: 'name' | 'domain',
  values: readonly { readonly text: string; readonly span: SourceSpan }[],
): void {
  const seen = new Map<string, SourceSpan>();
  for (const { text, span } of values) {
    const earlier = seen.get(text.toLowerCase());
    if (!earlier) seen.set(text.toLowerCase(), span);
    else if (text !== '') {
      const place = `${earlier.source.name}:${findPosition(earlier.source, earlier.start).line}`;
      findings.push(
        createError('duplicate-value', span, `Two tenants have the ${field} "${text}"`, {
          expected: `a ${field} of its own for each tenant`,
          hint: `The other one is at ${place}.`,
        }),
      );
    }
  }
}
