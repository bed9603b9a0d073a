import type { CharSet, Node, Place } from './node';

/** A step of an automaton, which goes on at others by their index. */
export type Step =
  | { readonly op: 'char'; readonly set: CharSet; readonly next: number }
  | { readonly op: 'at'; readonly place: Place; readonly next: number }
  | { readonly op: 'split'; a: number; readonly b: number }
  | { readonly op: 'match' };

export type Program = { readonly steps: ReadonlyArray<Step>; readonly start: number };

/** How many steps it becomes, counted before any is made: repetitions multiply. */
export const stepsOf = (node: Node): number => {
  switch (node._tag) {
    case 'Char':
    case 'At':
      return 1;
    case 'Sequence':
      return node.nodes.reduce((sum, part) => sum + stepsOf(part), 0);
    case 'Choice':
      return node.nodes.reduce((sum, part) => sum + stepsOf(part) + 1, 0);
    case 'Repeat': {
      const times = node.max === Infinity ? node.min + 1 : node.max;
      return times * (stepsOf(node.node) + 1) + 1;
    }
  }
};

/** Thompson's construction, from the end to the beginning. */
export const compileProgram = (root: Node): Program => {
  const steps: Array<Step> = [];
  const emit = (step: Step): number => steps.push(step) - 1;

  const repeat = ({ node, min, max }: Extract<Node, { readonly _tag: 'Repeat' }>, next: number): number => {
    let start = next;
    if (max === Infinity) {
      const loop: Step = { op: 'split', a: next, b: next };
      start = emit(loop);
      loop.a = compile(node, start);
    } else
      for (let times = min; times < max; times += 1) start = emit({ op: 'split', a: compile(node, start), b: next });
    for (let times = 0; times < min; times += 1) start = compile(node, start);
    return start;
  };
  const compile = (node: Node, next: number): number => {
    switch (node._tag) {
      case 'Char':
        return emit({ op: 'char', set: node.set, next });
      case 'At':
        return emit({ op: 'at', place: node.place, next });
      case 'Sequence':
        return node.nodes.reduceRight((after, part) => compile(part, after), next);
      case 'Choice':
        return node.nodes.map((part) => compile(part, next)).reduce((a, b) => emit({ op: 'split', a, b }));
      case 'Repeat':
        return repeat(node, next);
    }
  };
  const start = compile(root, emit({ op: 'match' }));
  return { steps, start };
};
