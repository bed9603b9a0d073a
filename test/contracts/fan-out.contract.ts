import type { FanOut } from '../../src/domain/ports/fan-out';
import { until } from '../support/until';

/** What every FanOut owes its callers. `join` brings one more process to the same ledger. */
export const fanOutContract = (join: () => Promise<FanOut>): void => {
  it('brings each word to everyone who listens, the speaker too, in order', async () => {
    const [one, other] = [await join(), await join()];
    const heard: Array<ReadonlyArray<string>> = [[], []];
    one.listen('topic', (word) => (heard[0] = [...(heard[0] ?? []), word]));
    other.listen('topic', (word) => (heard[1] = [...(heard[1] ?? []), word]));
    const words = Array.from({ length: 100 }, (_, n) => `word ${String(n)}`);
    for (const word of words) one.say('topic', word);
    await until('all was heard', () => heard.every((list) => list.length >= words.length));
    expect(heard).toStrictEqual([words, words]);
  });

  it('keeps topics apart, and takes any text for a word', async () => {
    const [one, other] = [await join(), await join()];
    const heard: Array<string> = [];
    other.listen('here', (word) => heard.push(word));
    other.listen('there', (word) => heard.push(`there: ${word}`));
    for (const word of ['', ' a b ', '{"x":"\u2028é"}']) one.say('here', word);
    one.say('there', 'end');
    await until('the last was heard', () => heard.includes('there: end'));
    expect(heard).toStrictEqual(['', ' a b ', '{"x":"\u2028é"}', 'there: end']);
  });

  it('tells nobody who has called off', async () => {
    const [one, other] = [await join(), await join()];
    const heard: Array<string> = [];
    const callOff = other.listen('topic', (word) => heard.push(`gone: ${word}`));
    other.listen('topic', (word) => heard.push(word));
    one.say('topic', 'first');
    await until('the first was heard', () => heard.length === 2);
    callOff();
    one.say('topic', 'second');
    await until('the second was heard', () => heard.includes('second'));
    expect(heard).toStrictEqual(['gone: first', 'first', 'second']);
  });
};
