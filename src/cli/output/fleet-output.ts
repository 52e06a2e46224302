import { type FleetReport, isDifferentRow, type TenantRow } from '../../model/fleet-report.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { TenantTarget } from '../../project/project.ts';
import { type FleetDetails, getDetailKey } from '../../reporter/fleet/fleet-view.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { FleetFormat } from '../../reporter/report-formats.ts';
import type { TenantDocument } from '../../workflows/fleet/tenant-job.ts';
import { renderCheck, renderDrift, renderPlan } from './render-documents.ts';
import type { Terminal } from './terminal.ts';

/** Keeps what the report shows of the tenants that differ. */
export interface DetailKeeper {
  readonly details: FleetDetails;
  readonly show: (row: TenantRow, document: TenantDocument) => Promise<void>;
}

/** Characters of all details together. More would be too long to read, and must not fill the memory. */
const MAX_DETAILS = 20_000_000;
/** Bytes of one detail of a markdown report. */
const MARKDOWN_DETAIL = 12_000;

/** Renders the document of the first of all tenants that differ in the same way, and forgets the document. `targets`: their order. */
export function createDetailKeeper(format: FleetFormat, terminal: Terminal, targets: readonly TenantTarget[]): DetailKeeper {
  const details = new Map<string, string>();
  const positions = new Map(targets.map(({ name }, position) => [name, position]));
  const shown = new Map<string, number>();
  let size = 0;
  const show = async (row: TenantRow, document: TenantDocument): Promise<void> => {
    const [key, position] = [getDetailKey(row), positions.get(row.name) ?? 0];
    const isLater = position >= (shown.get(key) ?? targets.length);
    if (format === 'json' || !isDifferentRow(row) || isLater || size > MAX_DETAILS) return;
    shown.set(key, position);
    const text = await renderDocument(document, format, terminal);
    if (shown.get(key) !== position) return;
    size += text.length - (details.get(key)?.length ?? 0);
    details.set(key, text);
  };
  return { details, show };
}

async function renderDocument(
  document: TenantDocument,
  format: Exclude<FleetFormat, 'json'>,
  terminal: Terminal,
): Promise<string> {
  const options = { limit: MARKDOWN_DETAIL };
  switch (document.kind) {
    case 'plan':
      return renderPlan(document.plan, format, terminal, options);
    case 'drift':
      return renderDrift(document.drift, format, terminal, options);
    case 'check':
      return renderCheck(document.report, format === 'html' ? 'text' : format, terminal, options);
  }
}

export async function renderFleet(
  report: FleetReport,
  details: FleetDetails,
  format: FleetFormat,
  terminal: Terminal,
  options: MarkdownOptions = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../reporter/fleet/text-fleet.ts')).renderFleetText(report, details, { colour: terminal.colour });
    case 'markdown':
      return (await import('../../reporter/fleet/markdown-fleet.ts')).renderFleetMarkdown(report, details, options);
    case 'html':
      return (await import('../../reporter/fleet/html-fleet.ts')).renderFleetHtml(report, details);
    case 'json':
      return `${toPrintableJson(report, 2)}\n`;
  }
}
