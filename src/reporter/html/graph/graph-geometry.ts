/** The upper left corner of a node's box or of a lane (the space where an edge crosses a column), in pixels. */
export interface NodePosition {
  readonly x: number;
  readonly y: number;
  readonly lane: boolean;
}

export const BOX = { width: 224, height: 40 } as const;
const LANE_HEIGHT = 10;
const COLUMN_GAP = 64;
const ROW_GAP = 12;
const MARGIN = 2;

export interface GraphPlacement {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<number, NodePosition>;
}

/** Computes the position of every node and lane, with columns centered vertically. Numbers from `count` on are lanes. */
export function placeNodes(layers: readonly (readonly number[])[], count: number): GraphPlacement {
  const getHeight = (node: number): number => (node < count ? BOX.height : LANE_HEIGHT);
  const heights = layers.map((layer) => layer.reduce((sum, node) => sum + getHeight(node) + ROW_GAP, -ROW_GAP));
  const height = Math.max(0, ...heights) + 2 * MARGIN;
  const places = new Map<number, NodePosition>();
  for (const [column, layer] of layers.entries()) {
    let y = Math.round((height - (heights[column] ?? 0)) / 2);
    for (const node of layer) {
      places.set(node, { x: MARGIN + column * (BOX.width + COLUMN_GAP), y, lane: node >= count });
      y += getHeight(node) + ROW_GAP;
    }
  }
  return { width: layers.length * (BOX.width + COLUMN_GAP) - COLUMN_GAP + 2 * MARGIN, height, places };
}

const getMiddle = ({ y, lane }: NodePosition): number => y + (lane ? LANE_HEIGHT : BOX.height) / 2;

/** Draws an arrow from the first box to the last, through the lanes between them. */
export function renderArrowSvg(route: readonly NodePosition[]): string {
  const [first, ...rest] = route;
  const last = rest.at(-1);
  if (!first || !last) return '';
  let current = { x: first.x + BOX.width, y: getMiddle(first) };
  let path = `M${current.x} ${current.y}`;
  for (const point of rest) {
    const to = { x: point.x - (point.lane ? 0 : 5), y: getMiddle(point) };
    path += `C${current.x + COLUMN_GAP / 2} ${current.y} ${to.x - COLUMN_GAP / 2} ${to.y} ${to.x} ${to.y}`;
    current = point.lane ? { x: point.x + BOX.width, y: to.y } : to;
    if (point.lane) path += `H${current.x}`;
  }
  return `<path d="${path}"/><path class=h d="M${last.x} ${getMiddle(last)}l-7 -4v8z"/>`;
}
