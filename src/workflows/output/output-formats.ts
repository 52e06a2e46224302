/** How values are written. `github`: as outputs of a step. */
export const OUTPUT_FORMATS = ['text', 'json', 'dotenv', 'github'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
