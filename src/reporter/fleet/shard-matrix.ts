import { toPrintableJson } from '../../model/json/printable-json.ts';

export const MATRIX_FORMATS = ['json', 'github', 'gitlab', 'azure'] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

/** Formats shards (`1/20`, `2/20`, …) for the matrix of a CI system. */
export function formatMatrix(shards: readonly string[], format: MatrixFormat): string {
  switch (format) {
    case 'json':
      return `${toPrintableJson(shards)}\n`;
    // One line, for $GITHUB_OUTPUT: `strategy.matrix: ${{ fromJSON(…) }}`.
    case 'github':
      return `${toPrintableJson({ shard: shards })}\n`;
    // A file of a child pipeline that sets SHARD, for `parallel: matrix`.
    case 'gitlab':
      return `.shards:\n  parallel:\n    matrix:\n      - SHARD: ${toPrintableJson(shards)}\n`;
    // A job for each name, with its variables: `strategy: { matrix: $[ … ] }`.
    case 'azure':
      return `${toPrintableJson(Object.fromEntries(shards.map((shard) => [`shard_${shard.replace('/', '_of_')}`, { SHARD: shard }])))}\n`;
  }
}
