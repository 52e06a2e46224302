import type { Operation } from '../../model/plan/plan.ts';
import { clean } from '../sanitize.ts';
import { characters, displayWidth } from '../text/width.ts';
import { type Graph, type GraphNode, graphOf } from '../view/graph/graph.ts';
import { layoutOf } from '../view/graph/layers.ts';
import { plural } from '../view/summary.ts';
import { esc } from './escape.ts';
import { arrowSvg, BOX, type Point, placesOf } from './geometry.ts';

/** What fits into a box, in columns. */
const TITLE = 36;
const LABEL = 27;

/** The order of operations as a picture. `idOf` tells the block that an operation is told in. */
export function graphHtml(operations: readonly Operation[], idOf: (operation: Operation) => string | undefined): string {
  const graph = graphOf(operations);
  if (graph.nodes.length === 0) return '';
  const { layers, ways } = layoutOf(graph);
  const { width, height, places } = placesOf(layers, graph.nodes.length);
  const lines = ways.map((way) => arrowSvg(way.flatMap((node) => places.get(node) ?? []))).join('');
  const boxes = graph.nodes.map((node, index) => nodeSvg(node, places.get(index), idOf)).join('');
  const size = `viewBox="0 0 ${width} ${height}" width=${width} height=${height}`;
  const svg = `<svg ${size} role=img aria-label="Order of operations">${lines}${boxes}</svg>`;
  return `<details class=p open><summary>Order of operations</summary><p class=y>${captionOf(graph)}</p><div class=g>${svg}</div></details>\n`;
}

function captionOf({ grouped, alone }: Graph): string {
  const one = alone === 1;
  const rest = `${plural(alone, 'operation')} that ${one ? 'waits' : 'wait'} for nothing, and that nothing waits for, ${one ? 'is' : 'are'} not shown.`;
  return `What is further left is done first.${grouped ? ' Operations are grouped by action and type.' : ''}${alone === 0 ? '' : ` ${rest}`}`;
}

function nodeSvg(node: GraphNode, at: Point | undefined, idOf: (operation: Operation) => string | undefined): string {
  if (!at) return '';
  const { title, label, action, risk, operations } = node;
  const box = `<rect x=${at.x} y=${at.y} width=${BOX.width} height=${BOX.height} rx=6 />`;
  const small = `<text class=s x=${at.x + 10} y=${at.y + 16}>${esc(cut(title, TITLE))}</text>`;
  const name = `<text x=${at.x + 10} y=${at.y + 32}>${esc(cut(label, LABEL))}</text>`;
  const id = operations.length === 1 && operations[0] ? idOf(operations[0]) : undefined;
  const group = `<g class="${action} ${risk}"><title>${esc(`${title}: ${label}`)}</title>${box}${small}${name}</g>`;
  return id === undefined ? group : `<a href="#${id}">${group}</a>`;
}

function cut(text: string, columns: number): string {
  const shown = clean(text);
  if (displayWidth(shown) <= columns) return shown;
  let kept = '';
  for (const character of characters(shown)) {
    if (displayWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}
