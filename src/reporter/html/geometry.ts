/** A box's upper left corner, or the beginning of the lane through which an edge passes a column. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly lane: boolean;
}

export const BOX = { width: 224, height: 40 } as const;
const LANE = 10;
const BETWEEN = 64;
const BELOW = 12;
const EDGE = 2;

export interface Places {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<number, Point>;
}

/** Each column stands in the middle of the height. Numbers from `count` on are lanes. */
export function placesOf(layers: readonly (readonly number[])[], count: number): Places {
  const tall = (node: number): number => (node < count ? BOX.height : LANE);
  const heights = layers.map((layer) => layer.reduce((sum, node) => sum + tall(node) + BELOW, -BELOW));
  const height = Math.max(0, ...heights) + 2 * EDGE;
  const places = new Map<number, Point>();
  for (const [column, layer] of layers.entries()) {
    let y = Math.round((height - (heights[column] ?? 0)) / 2);
    for (const node of layer) {
      places.set(node, { x: EDGE + column * (BOX.width + BETWEEN), y, lane: node >= count });
      y += tall(node) + BELOW;
    }
  }
  return { width: layers.length * (BOX.width + BETWEEN) - BETWEEN + 2 * EDGE, height, places };
}

const middleOf = ({ y, lane }: Point): number => y + (lane ? LANE : BOX.height) / 2;

/** A line from box to box, through lanes between, with a head at its end. */
export function arrowSvg(way: readonly Point[]): string {
  const [first, ...rest] = way;
  const last = rest.at(-1);
  if (!first || !last) return '';
  let at = { x: first.x + BOX.width, y: middleOf(first) };
  let path = `M${at.x} ${at.y}`;
  for (const point of rest) {
    const to = { x: point.x - (point.lane ? 0 : 5), y: middleOf(point) };
    path += `C${at.x + BETWEEN / 2} ${at.y} ${to.x - BETWEEN / 2} ${to.y} ${to.x} ${to.y}`;
    at = point.lane ? { x: point.x + BOX.width, y: to.y } : to;
    if (point.lane) path += `H${at.x}`;
  }
  return `<path d="${path}"/><path class=h d="M${last.x} ${middleOf(last)}l-7 -4v8z"/>`;
}
