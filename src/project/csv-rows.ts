import { CsvError, parse } from 'csv-parse/sync';
import { createError, type FindingAdvice } from '../loader/findings.ts';
import { getLineRange, type SourceFile, type SourceSpan } from '../loader/text/source-file.ts';
import { createTooManyRowsError, type FleetRow, findSecretColumns, MAX_ROWS } from './fleet-row.ts';
import type { ProjectFolder } from './project-folder.ts';

/** A record as csv-parse returns it with `info`: `lines` counts the lines up to its end. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The types of csv-parse do not know the form of its results with `info`. */
const isCsvRecord = (value: unknown): value is CsvRecord => typeof value === 'object' && value !== null && 'record' in value;

/** Reads a CSV file (RFC 4180) whose first line names the columns. */
export function readCsvRows(folder: ProjectFolder, source: SourceFile): readonly FleetRow[] {
  const [header, ...records] = parseCsv(folder, source);
  if (!header) return [];
  const span = getLineSpan(source, header.info.lines);
  const columns = header.record;
  const doubled = columns.find((column, index) => columns.indexOf(column) !== index);
  if (doubled !== undefined) folder.findings.push(createError('duplicate-value', span, `The column "${doubled}" occurs twice`));
  const secrets = findSecretColumns(columns.map((column) => [column, span]));
  if (secrets.length > 0) source.secrets.push({ start: span.end, end: source.text.length });
  folder.findings.push(...secrets);
  if (records.length > MAX_ROWS) folder.findings.push(createTooManyRowsError(span));
  return records.slice(0, MAX_ROWS).map(({ record, info }) => ({
    values: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
    first: record[0] ?? '',
    span: getLineSpan(source, info.lines),
  }));
}

function parseCsv({ findings }: ProjectFolder, source: SourceFile): readonly CsvRecord[] {
  try {
    const parsed: readonly unknown[] = parse(source.text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 2,
    });
    const records = parsed.filter(isCsvRecord);
    if (records.length > 0) return records;
    findings.push(
      createError('wrong-value', getLineSpan(source, 1), 'The list is empty', { expected: 'a line with the columns' }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    const { message, ...advice } = CSV_ERRORS[error.code] ?? { message: 'The CSV cannot be read' };
    findings.push(createError('csv-syntax', getLineSpan(source, line), message, advice));
  }
  return [];
}

/** The parser's own messages are not used: they quote the file. */
const CSV_ERRORS: Readonly<Record<string, FindingAdvice & { readonly message: string }>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: {
    message: 'The row does not have as many values as there are columns',
    hint: 'Put a value that contains a comma in quotes.',
  },
  CSV_QUOTE_NOT_CLOSED: { message: 'A quote is not closed', hint: 'Write a quote inside of quotes twice: "".' },
};

/** The span of a line, which counts from 1. */
const getLineSpan = (source: SourceFile, line: number): SourceSpan => ({ source, ...getLineRange(source, line) });
