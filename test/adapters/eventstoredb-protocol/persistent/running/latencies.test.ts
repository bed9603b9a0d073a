import { measurementsOf } from '../../../../../src/adapters/eventstoredb-protocol/persistent/running/latencies';

it('gives nothing where nothing was answered', () => {
  expect(measurementsOf([])).toStrictEqual([]);
});

it('gives the figures of EventStoreDB, counted as there', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(Object.fromEntries(measurementsOf(oneToHundred).map(({ key, value }) => [key, value]))).toStrictEqual({
    Mean: 50,
    Median: 51,
    Fastest: 1,
    'Quintile 1': 1,
    'Quintile 2': 21,
    'Quintile 3': 41,
    'Quintile 4': 61,
    'Quintile 5': 81,
    '90%': 91,
    '95%': 96,
    '99%': 100,
    '99.5%': 100,
    '99.9%': 100,
    Highest: 100,
  });
});
