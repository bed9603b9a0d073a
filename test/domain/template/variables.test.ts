import type { TemplateVariable, VariableType } from '../../../src/domain/template/events';
import { checkVariables, splitSecrets } from '../../../src/domain/template/variables';

const variable = (name: string, type: VariableType, given: Partial<TemplateVariable> = {}): TemplateVariable => ({
  name,
  type,
  required: true,
  secret: false,
  sample: null,
  ...given,
});

describe('checking variables', () => {
  it('finds a required one that is absent or null, and no optional one', () => {
    const variables = [variable('a', 'string'), variable('b', 'string'), variable('c', 'string', { required: false })];
    expect(checkVariables({ variables }, { a: null })).toStrictEqual([
      { name: 'a', problem: 'missing' },
      { name: 'b', problem: 'missing' },
    ]);
  });

  it('does not take what every object inherits for a value', () => {
    expect(checkVariables({ variables: [variable('toString', 'string')] }, {})).toStrictEqual([
      { name: 'toString', problem: 'missing' },
    ]);
  });

  it.each<readonly [VariableType, ReadonlyArray<never> | object | string | number | boolean, boolean]>([
    ['string', 'text', true],
    ['string', 1, false],
    ['number', 1.5, true],
    ['number', '1.5', false],
    ['boolean', false, true],
    ['boolean', 'false', false],
    ['instant', '2026-01-15T02:30:00+08:00', true],
    ['instant', 'yesterday', false],
    ['instant', 1768444200000, false],
    ['array', [], true],
    ['array', {}, false],
    ['object', {}, true],
    ['object', [], false],
  ])('%s: %j is one: %s', (type, value, fits) => {
    const faults = checkVariables({ variables: [variable('a', type)] }, { a: value as never });
    expect(faults).toStrictEqual(fits ? [] : [{ name: 'a', problem: 'wrong-type' }]);
  });

  it('checks the type of an optional one that is given', () => {
    const variables = [variable('a', 'number', { required: false })];
    expect(checkVariables({ variables }, { a: 'x' })).toStrictEqual([{ name: 'a', problem: 'wrong-type' }]);
  });
});

it('parts the secrets from what may be shown', () => {
  const variables = [variable('token', 'string', { secret: true }), variable('name', 'string')];
  expect(splitSecrets({ variables }, { token: 't', name: 'n', other: 1 })).toStrictEqual({
    shown: { name: 'n', other: 1 },
    secrets: { token: 't' },
  });
});
