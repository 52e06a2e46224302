import { createError, type LoadFinding } from '../loader/findings.ts';
import type { SourceSpan } from '../loader/text/source-file.ts';
import { isSecretField } from './misplaced-secrets.ts';

/** A row of the list of tenants. */
export interface FleetRow {
  readonly values: Readonly<Record<string, string>>;
  /** The value of the first column. */
  readonly first: string;
  readonly span: SourceSpan;
}

/** More tenants than any subscription has. The limit keeps a wrong file from filling the memory. */
export const MAX_ROWS = 10_000;

export const createTooManyRowsError = (span: SourceSpan): LoadFinding =>
  createError('fleet-too-large', span, `The list has more than ${MAX_ROWS} tenants`, {
    expected: `at most ${MAX_ROWS}`,
    hint: 'Split the list into several projects.',
  });

/** Finds the columns whose values are probably secrets. Rows are in git, and reports show them. */
export const findSecretColumns = (columns: readonly (readonly [string, SourceSpan])[]): readonly LoadFinding[] =>
  columns
    .filter(([name]) => isSecretField(name))
    .map(([name, span]) =>
      createError('project-secret', span, `The column "${name}" is a secret, and this file is not the place for it`, {
        hint: `Remove the column. In the definition, read the secret from a variable: \${secret:NAME}.`,
      }),
    );
