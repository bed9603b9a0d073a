import type { HelperOptions } from 'handlebars';
import Handlebars from 'handlebars';
import { checkLength, renderDataOf, spendStep } from './render-data';

type Item = { readonly key: string | number; readonly value: unknown };

const itemsOf = (collection: unknown): ReadonlyArray<Item> => {
  if (Array.isArray(collection)) return collection.map((value: unknown, key) => ({ key, value }));
  if (typeof collection !== 'object' || collection === null) return [];
  return Object.entries(collection).map(([key, value]) => ({ key, value: value as unknown }));
};

/** The built-in `each` with a bound: on how often its body runs, and on what that makes. */
export function each(this: unknown, collection: unknown, options: HelperOptions): string {
  const items = itemsOf(collection);
  if (items.length === 0) return options.inverse(this);
  const data = renderDataOf(options);
  let output = '';
  items.forEach(({ key, value }, index) => {
    spendStep(data);
    const place = { key, index, first: index === 0, last: index === items.length - 1 };
    const frame: unknown = Object.assign(Handlebars.createFrame(data) as object, place);
    output = checkLength(output + options.fn(value, { data: frame, blockParams: [value, key] }));
  });
  return output;
}
