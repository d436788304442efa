import type { SchemaTree } from 'hyparquet/src/types.js';

import { leafTypeOf, type LeafType } from './leaf-type.js';

/** A place in the schema, with the levels of the Dremel encoding at which it is there. */
export type SchemaNode = {
  readonly name: string;
  readonly kind: 'leaf' | 'struct' | 'list' | 'map';
  /** The definition level from which on the value itself is not null. */
  readonly defined: number;
  /** Of lists and maps: the levels at which an element is there, and at which it follows another of the same list. */
  readonly element: { readonly defined: number; readonly repeated: number } | undefined;
  readonly children: readonly SchemaNode[];
  /** Of leaves: the type, the way through the schema, and the number of the leaf within its column. */
  readonly leaf: LeafPlace | undefined;
};

export type LeafPlace = {
  readonly type: LeafType;
  readonly path: readonly string[];
  readonly schemaPath: SchemaTree[];
  readonly maxDefined: number;
  readonly maxRepeated: number;
  readonly number: number;
};

type Levels = { defined: number; repeated: number };

/** The node of a top-level column, and its leaves in the order of the file. */
export function buildColumnNode(
  root: SchemaTree,
  column: SchemaTree,
): { node: SchemaNode; leaves: LeafPlace[] } {
  const leaves: LeafPlace[] = [];
  const node = build(column, { defined: 0, repeated: 0 }, [root]);
  return { node, leaves };

  function build(tree: SchemaTree, above: Levels, way: SchemaTree[]): SchemaNode {
    if (tree.element.repetition_type !== 'REPEATED') return buildSingle(tree, above, way);
    // A repeated field that is in no LIST or MAP: a list of itself, never null.
    const inside = enter(tree, above);
    return {
      ...none,
      name: tree.element.name,
      kind: 'list',
      defined: above.defined,
      element: inside,
      children: [buildValue(tree, inside, way)],
    };
  }

  /** A node that stands once, or is absent. */
  function buildSingle(tree: SchemaTree, above: Levels, way: SchemaTree[]): SchemaNode {
    const levels = enter(tree, above);
    const [repeated, ...more] = tree.children;
    const kind = annotationOf(tree);
    if (kind === undefined || repeated?.element.repetition_type !== 'REPEATED' || more.length > 0)
      return buildValue(tree, levels, way);
    const inside = enter(repeated, levels);
    const path = [...way, tree];
    const children =
      kind === 'map'
        ? repeated.children.map((child) => build(child, inside, [...path, repeated]))
        : [buildElement(repeated, inside, path)];
    return { ...none, name: tree.element.name, kind, defined: levels.defined, element: inside, children };
  }

  /** The element of a list is below its repeated field or, as older writers had it, that field itself. */
  function buildElement(repeated: SchemaTree, inside: Levels, path: SchemaTree[]): SchemaNode {
    const [only, ...more] = repeated.children;
    const isItself =
      only === undefined ||
      more.length > 0 ||
      repeated.element.name === 'array' ||
      repeated.element.name.endsWith('_tuple');
    return isItself ? buildValue(repeated, inside, path) : build(only, inside, [...path, repeated]);
  }

  /** A leaf or a struct whose own levels have been entered. */
  function buildValue(tree: SchemaTree, levels: Levels, way: SchemaTree[]): SchemaNode {
    const { name } = tree.element;
    const schemaPath = [...way, tree];
    if (tree.children.length > 0) {
      const children = tree.children.map((child) => build(child, levels, schemaPath));
      return { ...none, name, kind: 'struct', defined: levels.defined, children };
    }
    const leaf = {
      type: leafTypeOf(tree.element),
      path: tree.path,
      schemaPath,
      maxDefined: levels.defined,
      maxRepeated: levels.repeated,
      number: leaves.length,
    };
    leaves.push(leaf);
    return { ...none, name, kind: 'leaf', defined: levels.defined, leaf };
  }
}

const none = { element: undefined, children: [], leaf: undefined } as const;

function enter({ element }: SchemaTree, { defined, repeated }: Levels): Levels {
  const isRepeated = element.repetition_type === 'REPEATED';
  return {
    defined: defined + (element.repetition_type === 'REQUIRED' ? 0 : 1),
    repeated: repeated + (isRepeated ? 1 : 0),
  };
}

function annotationOf({ element, children }: SchemaTree): 'list' | 'map' | undefined {
  const { converted_type: converted, logical_type: logical } = element;
  if (converted === 'LIST' || logical?.type === 'LIST') return 'list';
  const isMap = converted === 'MAP' || converted === 'MAP_KEY_VALUE' || logical?.type === 'MAP';
  return isMap && children[0]?.children.length === 2 ? 'map' : undefined;
}

/** The type of a column in words: `list<struct<name: text, bytes: binary>>`. */
export function describeNode({ kind, children, leaf }: SchemaNode): string {
  const inner = children.map(describeNode);
  if (leaf !== undefined) return leaf.type.name;
  if (kind === 'list') return `list<${inner.join(', ')}>`;
  if (kind === 'map') return `map<${inner.join(', ')}>`;
  return `struct<${children.map(({ name }, at) => `${name}: ${inner[at]}`).join(', ')}>`;
}
