import type { HttpMethod, Route } from '../engine/api-call.ts';

export type RouteMatch =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'not-emulated'; readonly path: string }
  | { readonly kind: 'unknown' };

interface RouteNode {
  readonly words: Map<string, RouteNode>;
  parameter: RouteNode | undefined;
  readonly routes: Map<HttpMethod, { readonly route: Route; readonly names: readonly string[] }>;
  /** Methods that the API has here but the emulator does not. */
  readonly missing: Set<string>;
  path: string;
}

const createNode = (): RouteNode => ({ words: new Map(), parameter: undefined, routes: new Map(), missing: new Set(), path: '' });

const isParameter = (step: string): boolean => step.startsWith('{');

/**
 * Routes by path segment. Literal segments take precedence over parameters: `/organizations/name/{name}` is not read as an
 * organization with the id "name".
 */
export class RouteTree {
  readonly #root = createNode();

  constructor(routes: readonly Route[], known: readonly (readonly [method: string, path: string])[]) {
    for (const route of routes) {
      const names = route.path
        .split('/')
        .filter(isParameter)
        .map((step) => step.slice(1, -1));
      this.#ensureNode(route.path).routes.set(route.method, { route, names });
    }
    for (const [method, path] of known) this.#ensureNode(path).missing.add(method);
  }

  match(method: string, segments: readonly string[]): RouteMatch {
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

  #ensureNode(path: string): RouteNode {
    let node = this.#root;
    for (const step of path.split('/').slice(1))
      node = isParameter(step) ? ensureParameterChild(node) : ensureWordChild(node, step);
    node.path = path;
    return node;
  }
}

function ensureParameterChild(node: RouteNode): RouteNode {
  node.parameter ??= createNode();
  return node.parameter;
}

function ensureWordChild(node: RouteNode, word: string): RouteNode {
  const found = node.words.get(word) ?? createNode();
  node.words.set(word, found);
  return found;
}

interface FoundNode {
  readonly node: RouteNode;
  readonly values: readonly string[];
}

function findNode(node: RouteNode, segments: readonly string[], values: readonly string[]): FoundNode | undefined {
  const [segment, ...following] = segments;
  if (segment === undefined) return node.routes.size > 0 || node.missing.size > 0 ? { node, values } : undefined;
  const word = node.words.get(segment);
  const byWord = word === undefined ? undefined : findNode(word, following, values);
  if (byWord !== undefined || node.parameter === undefined || segment === '') return byWord;
  return findNode(node.parameter, following, [...values, segment]);
}
