/** Where a pattern has been read to. */
export type Cursor = {
  readonly isAtEnd: () => boolean;
  /** The next character; the empty text at the end. */
  readonly peek: () => string;
  readonly next: () => string;
  /** Goes past a text that stands next, if it does. */
  readonly skip: (text: string) => boolean;
  /** Goes past what matches an expression that is sticky, and answers with it. */
  readonly take: (expression: RegExp) => RegExpExecArray | undefined;
};

export const createCursor = (pattern: string): Cursor => {
  let at = 0;
  return {
    isAtEnd: () => at >= pattern.length,
    peek: () => pattern.charAt(at),
    next: () => pattern.charAt(at++),
    skip: (text) => {
      const found = pattern.startsWith(text, at);
      if (found) at += text.length;
      return found;
    },
    take: (expression) => {
      expression.lastIndex = at;
      const found = expression.exec(pattern);
      if (found === null) return undefined;
      at += found[0].length;
      return found;
    },
  };
};
