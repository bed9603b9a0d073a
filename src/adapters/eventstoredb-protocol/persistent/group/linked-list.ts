/** A place in a list. It belongs to the list that gave it out, until it is removed there. */
export type Node<T> = { readonly value: T };

type Link<T> = { readonly value: T; before: Link<T> | undefined; after: Link<T> | undefined };

/** What is taken from the midst costs as little as what is taken from an end, and leaves nothing behind. */
export type LinkedList<T> = {
  readonly append: (value: T) => Node<T>;
  /** Puts it before those of the tail that are to stand behind it; what stands already in order is found from the end. */
  readonly insert: (value: T, standsBehind: (other: T) => boolean) => Node<T>;
  readonly remove: (node: Node<T>) => void;
  readonly first: () => T | undefined;
  /** In order. The one just given may be removed meanwhile. */
  readonly nodes: () => Iterable<Node<T>>;
  readonly size: () => number;
};

export const createLinkedList = <T>(): LinkedList<T> => {
  const links = new Set<Node<T>>();
  let head: Link<T> | undefined;
  let tail: Link<T> | undefined;
  const putAfter = (value: T, before: Link<T> | undefined): Node<T> => {
    const after = before === undefined ? head : before.after;
    const link: Link<T> = { value, before, after };
    if (before === undefined) head = link;
    else before.after = link;
    if (after === undefined) tail = link;
    else after.before = link;
    links.add(link);
    return link;
  };
  return {
    append: (value) => putAfter(value, tail),
    insert: (value, standsBehind) => {
      let before = tail;
      while (before !== undefined && standsBehind(before.value)) before = before.before;
      return putAfter(value, before);
    },
    remove: (node) => {
      if (!links.delete(node)) return;
      const { before, after } = node as Link<T>;
      if (before === undefined) head = after;
      else before.after = after;
      if (after === undefined) tail = before;
      else after.before = before;
    },
    first: () => head?.value,
    nodes: function* () {
      for (let link = head; link !== undefined;) {
        const { after } = link;
        yield link;
        link = after;
      }
    },
    size: () => links.size,
  };
};
