#!/usr/bin/env node
// Any version of Node must be able to parse this file: it has no static imports and no recent syntax. The command line is program.ts.
const OLDEST = '20.19';

const isOlder = (version: string, than: string): boolean => {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  return a !== undefined && b !== undefined && (a[0] !== b[0] ? Number(a[0]) < Number(b[0]) : Number(a[1]) < Number(b[1]));
};

if (isOlder(process.versions.node, OLDEST)) {
  console.error(`error[node-unsupported]: tenon needs Node ${OLDEST} or later; this is Node ${process.versions.node}`);
  process.exitCode = 1;
} else void import('./program.ts');
