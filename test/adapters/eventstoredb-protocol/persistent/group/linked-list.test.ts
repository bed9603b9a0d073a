import * as fc from 'fast-check';
import {
  createLinkedList,
  type Node,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/linked-list';

it('is an array from which things are taken by where they are', () => {
  const step = fc.oneof(
    fc.record({ put: fc.nat(50) }),
    fc.record({ sort: fc.nat(50) }),
    fc.record({ take: fc.nat(50) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const list = createLinkedList<number>();
      let model: ReadonlyArray<Node<number>> = [];
      for (const each of steps) {
        if ('put' in each) model = [...model, list.append(each.put)];
        else if ('sort' in each) {
          const at = model.findLastIndex(({ value }) => value <= each.sort) + 1;
          model = [...model.slice(0, at), list.insert(each.sort, (other) => other > each.sort), ...model.slice(at)];
        } else {
          const node = model[each.take % Math.max(model.length, 1)];
          if (node !== undefined) list.remove(node);
          if (node !== undefined) list.remove(node);
          model = model.filter((other) => other !== node);
        }
        expect([...list.nodes()]).toStrictEqual([...model]);
        expect([list.first(), list.size()]).toStrictEqual([model[0]?.value, model.length]);
      }
    }),
  );
});

it('goes on behind what is taken meanwhile', () => {
  const list = createLinkedList<number>();
  for (const value of [1, 2, 3]) list.append(value);
  const seen: Array<number> = [];
  for (const node of list.nodes()) {
    list.remove(node);
    seen.push(node.value);
  }
  expect([seen, list.size()]).toStrictEqual([[1, 2, 3], 0]);
});
