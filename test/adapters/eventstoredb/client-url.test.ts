import { clientUrl } from '../../../src/adapters/eventstoredb/client-url';

describe('the connection string of the nth client', () => {
  it.each([
    ['esdb://a:1', 'esdb://a:1?keepAliveTimeout=10003&throwOnAppendFailure=true'],
    ['esdb://a:1,b:2/?tls=false', 'esdb://a:1,b:2/?tls=false&keepAliveTimeout=10003&throwOnAppendFailure=true'],
    ['esdb://a?keepAliveTimeout=500&tls=false', 'esdb://a?keepAliveTimeout=503&tls=false&throwOnAppendFailure=true'],
    ['esdb://a?keepAliveTimeout=-1', 'esdb://a?keepAliveTimeout=-1&throwOnAppendFailure=true'],
    ['esdb://a?throwOnAppendFailure=false', 'esdb://a?throwOnAppendFailure=true&keepAliveTimeout=10003'],
  ])('%s', (given, expected) => {
    expect(clientUrl(given, 3)).toBe(expected);
  });
});
