import type { Method, Route } from '../engine/call.ts';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'not-emulated'; readonly path: string }
  | { readonly kind: 'unknown' };

interface Node {
  readonly words: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<Method, { readonly route: Route; readonly names: readonly string[] }>;
  /** Methods that the API has here and the emulator has not. */
  readonly missing: Set<string>;
  path: string;
}

const emptyNode = (): Node => ({ words: new Map(), parameter: undefined, routes: new Map(), missing: new Set(), path: '' });

const isParameter = (step: string): boolean => step.startsWith('{');

/** A tree of path steps; words go before parameters, so that `/organizations/name/{name}` is not an organization called "name". */
export class Router {
  readonly #root = emptyNode();

  constructor(routes: readonly Route[], known: readonly (readonly [method: string, path: string])[]) {
    for (const route of routes) {
      const names = route.path
        .split('/')
        .filter(isParameter)
        .map((step) => step.slice(1, -1));
      this.#node(route.path).routes.set(route.method, { route, names });
    }
    for (const [method, path] of known) this.#node(path).missing.add(method);
  }

  match(method: string, segments: readonly string[]): Match {
    const found = findNode(this.#root, segments, []);
    if (found === undefined) return { kind: 'unknown' };
    const { node, values } = found;
    for (const [name, { route, names }] of node.routes) {
      if (name === method)
        return { kind: 'route', route, params: Object.fromEntries(names.map((key, index) => [key, values[index] ?? ''])) };
    }
    if (node.missing.has(method)) return { kind: 'not-emulated', path: node.path };
    return { kind: 'wrong-method', allowed: [...node.routes.keys(), ...node.missing] };
  }

  #node(path: string): Node {
    let node = this.#root;
    for (const step of path.split('/').slice(1)) node = isParameter(step) ? parameterOf(node) : wordOf(node, step);
    node.path = path;
    return node;
  }
}

function parameterOf(node: Node): Node {
  node.parameter ??= emptyNode();
  return node.parameter;
}

function wordOf(node: Node, word: string): Node {
  const found = node.words.get(word) ?? emptyNode();
  node.words.set(word, found);
  return found;
}

interface Found {
  readonly node: Node;
  readonly values: readonly string[];
}

function findNode(node: Node, segments: readonly string[], values: readonly string[]): Found | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.routes.size > 0 || node.missing.size > 0 ? { node, values } : undefined;
  const word = node.words.get(segment);
  const byWord = word === undefined ? undefined : findNode(word, rest, values);
  if (byWord !== undefined || node.parameter === undefined || segment === '') return byWord;
  return findNode(node.parameter, rest, [...values, segment]);
}
