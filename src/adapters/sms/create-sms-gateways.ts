import type { Provider, Text } from '../../domain/ports/providers';
import { createHttpGateway } from './create-http-gateway';

/** `sms:<host>`, numbered from the second of one host on: without path and credentials, which may be secret. */
const nameOf = (urls: ReadonlyArray<string>, index: number): string => {
  const hosts = urls.slice(0, index + 1).map((url) => new URL(url).host);
  const host = hosts[index] ?? '';
  const nth = hosts.filter((other) => other === host).length;
  return nth === 1 ? `sms:${host}` : `sms:${host}#${String(nth)}`;
};

/** A gateway for each URL, in their order, each with a name of its own. */
export const createSmsGateways = (urls: ReadonlyArray<string>): ReadonlyArray<Provider<Text>> =>
  urls.map((url, index) => createHttpGateway({ url, name: nameOf(urls, index) }));
