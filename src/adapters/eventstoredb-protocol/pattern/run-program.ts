import { word } from './char-sets';
import type { Place } from './node';
import type { Program } from './program';

const NEWLINE = 10;

const isWord = (text: string, at: number): boolean => at >= 0 && at < text.length && word(text.charCodeAt(at));
const isNewline = (text: string, at: number): boolean => text.charCodeAt(at) === NEWLINE;

/** .NET's `$` also stands before a newline that ends the text. */
const holds: Readonly<Record<Place, (text: string, at: number) => boolean>> = {
  start: (_, at) => at === 0,
  end: (text, at) => at === text.length,
  'last-line-end': (text, at) => at === text.length || (at === text.length - 1 && isNewline(text, at)),
  'line-start': (text, at) => at === 0 || isNewline(text, at - 1),
  'line-end': (text, at) => at === text.length || isNewline(text, at),
  boundary: (text, at) => isWord(text, at - 1) !== isWord(text, at),
  'no-boundary': (text, at) => isWord(text, at - 1) === isWord(text, at),
};

/**
 * Searches a text for what an automaton matches, all of its ways at once: at most steps × characters, whatever the pattern
 * and the text, where an engine that goes back and tries again can take for ever.
 */
export const createSearch = ({ steps, start }: Program): ((text: string) => boolean) => {
  const seenAt = new Int32Array(steps.length);
  let generation = 0;

  /** Follows what needs no character. True: the end of the pattern is among it. */
  const reach = (from: ReadonlyArray<number>, text: string, at: number, into: Array<number>): boolean => {
    generation += 1;
    const pending = [...from, start];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const step = steps[next];
      if (step === undefined || seenAt[next] === generation) continue;
      seenAt[next] = generation;
      if (step.op === 'match') return true;
      if (step.op === 'char') into.push(next);
      else if (step.op === 'split') pending.push(step.a, step.b);
      else if (holds[step.place](text, at)) pending.push(step.next);
    }
    return false;
  };
  const consume = (waiting: ReadonlyArray<number>, code: number): ReadonlyArray<number> => {
    const after: Array<number> = [];
    for (const index of waiting) {
      const step = steps[index];
      if (step?.op === 'char' && step.set(code)) after.push(step.next);
    }
    return after;
  };

  return (text) => {
    if (generation > 1_000_000_000) {
      generation = 0;
      seenAt.fill(0);
    }
    let reached: ReadonlyArray<number> = [];
    for (let at = 0; at <= text.length; at += 1) {
      const waiting: Array<number> = [];
      if (reach(reached, text, at, waiting)) return true;
      reached = consume(waiting, text.charCodeAt(at));
    }
    return false;
  };
};
