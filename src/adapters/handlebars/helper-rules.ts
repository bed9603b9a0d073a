/** How a helper may be called: as a block or in place, with how many arguments, and which named ones. */
export type HelperRule = {
  readonly form: 'block' | 'inline';
  readonly least: number;
  readonly most: number;
  readonly named: ReadonlyArray<string>;
  /** How many names its block may give (`as |item index|`). */
  readonly blockNames: number;
};

const block = (count: number, blockNames: number, named: ReadonlyArray<string> = []): HelperRule => ({
  form: 'block',
  least: count,
  most: count,
  named,
  blockNames,
});
const inline = (most: number, named: ReadonlyArray<string> = []): HelperRule => ({
  form: 'inline',
  least: 1,
  most,
  named,
  blockNames: 0,
});

const rules: ReadonlyMap<string, HelperRule> = new Map([
  ['if', block(1, 0, ['includeZero'])],
  ['unless', block(1, 0, ['includeZero'])],
  ['each', block(1, 2)],
  ['with', block(1, 1)],
  ['ifEquals', block(2, 0)],
  ['formatDate', inline(2, ['timezone'])],
  ['formatNumber', inline(1)],
  ['formatCurrency', inline(2)],
]);

export const helperRule = (name: string): HelperRule | undefined => rules.get(name);
export const helperNames: ReadonlyArray<string> = [...rules.keys()];
