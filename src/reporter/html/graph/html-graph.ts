import type { Operation } from '../../../model/plan/operation.ts';

import { formatCount } from '../../../model/wording.ts';
import { sanitizeText } from '../../sanitize.ts';
import { measureWidth, splitCharacters } from '../../text/lines/display-width.ts';
import { computeGraphLayout } from '../../view/graph/graph-layout.ts';
import { buildOperationGraph, type GraphNode, type OperationGraph } from '../../view/graph/operation-graph.ts';
import { escapeHtml } from '../html-escape.ts';
import { BOX, type NodePosition, placeNodes, renderArrowSvg } from './graph-geometry.ts';

/** How much text fits into a box, in monospace columns. */
const TITLE_COLUMNS = 36;
const LABEL_COLUMNS = 27;

/**
 * Draws the dependencies between operations as SVG; empty if there are none.
 *
 * @param getBlockId returns the HTML id of the block that shows an operation
 */
export function renderGraphHtml(
  operations: readonly Operation[],
  getBlockId: (operation: Operation) => string | undefined,
): string {
  const graph = buildOperationGraph(operations);
  if (graph.nodes.length === 0) return '';
  const { layers, ways } = computeGraphLayout(graph);
  const { width, height, places } = placeNodes(layers, graph.nodes.length);
  const lines = ways.map((way) => renderArrowSvg(way.flatMap((node) => places.get(node) ?? []))).join('');
  const boxes = graph.nodes.map((node, index) => renderNodeSvg(node, places.get(index), getBlockId)).join('');
  const size = `viewBox="0 0 ${width} ${height}" width=${width} height=${height}`;
  const svg = `<svg ${size} role=group aria-label="Order of operations">${lines}${boxes}</svg>`;
  const steps = layers
    .map((layer) =>
      renderStepHtml(
        layer.flatMap((node) => graph.nodes[node] ?? []),
        getBlockId,
      ),
    )
    .join('');
  const drawing = `<div class="g order" role=region tabindex=0 aria-label="Drawing of the order">${svg}</div>`;
  return `<details class=p open><summary><h2>Order of operations</h2></summary><p class=y>${formatCaption(graph)}</p>${drawing}<ol class=s>${steps}</ol></details>\n`;
}

/** On a phone a list of steps replaces the drawing, which would be too wide. */
const renderStepHtml = (nodes: readonly GraphNode[], getBlockId: (operation: Operation) => string | undefined): string =>
  `<li>${nodes.map((node) => renderStepNodeHtml(node, getBlockId)).join(', ')}`;

function renderStepNodeHtml(
  { title, label, operations }: GraphNode,
  getBlockId: (operation: Operation) => string | undefined,
): string {
  const id = operations.length === 1 && operations[0] ? getBlockId(operations[0]) : undefined;
  const text = escapeHtml(`${title}: ${label}`);
  return id === undefined ? text : `<a href="#${id}">${text}</a>`;
}

function formatCaption({ grouped, isolatedCount }: OperationGraph): string {
  const isolatedText = `${formatCount(isolatedCount, 'independent operation')} not shown.`;
  return `Each operation waits for those before it.${grouped ? ' Operations are grouped by action and type.' : ''}${isolatedCount === 0 ? '' : ` ${isolatedText}`}`;
}

function renderNodeSvg(
  node: GraphNode,
  position: NodePosition | undefined,
  getBlockId: (operation: Operation) => string | undefined,
): string {
  if (!position) return '';
  const { title, label, action, alarm, operations } = node;
  const box = `<rect x=${position.x} y=${position.y} width=${BOX.width} height=${BOX.height} rx=6 />`;
  const small = `<text class=s x=${position.x + 10} y=${position.y + 16}>${escapeHtml(cutText(title, TITLE_COLUMNS))}</text>`;
  const name = `<text x=${position.x + 10} y=${position.y + 32}>${escapeHtml(cutText(label, LABEL_COLUMNS))}</text>`;
  const id = operations.length === 1 && operations[0] ? getBlockId(operations[0]) : undefined;
  const group = `<g class="${action} ${alarm}"><title>${escapeHtml(`${title}: ${label}`)}</title>${box}${small}${name}</g>`;
  return id === undefined ? group : `<a href="#${id}">${group}</a>`;
}

function cutText(text: string, columns: number): string {
  const shown = sanitizeText(text);
  if (measureWidth(shown) <= columns) return shown;
  let kept = '';
  for (const character of splitCharacters(shown)) {
    if (measureWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}
