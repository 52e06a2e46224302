import type { ResourceBlock } from './resource-blocks.ts';

/** Lists the distinct names of the fields that a block changes. */
export const listBlockFields = ({ created, parts }: ResourceBlock): readonly string[] => [
  ...new Set([...Object.keys(created), ...parts.flatMap(({ entries }) => entries.map(({ name }) => name))]),
];
