import type { AlertCause } from '../../domain/operations/cause';
import type { AlertKind } from '../../domain/operations/events';
import { inLanguageOf, type Localized } from '../../domain/platform/localized';
import type { Locale } from '../../domain/shared/codecs';

export type AlertText = { readonly title: string; readonly body: string };

type Wording = { readonly title: Localized; readonly body: Localized };

const because = (reason: string | null): string => (reason === null ? '' : ` (${reason})`);

const wordings: Readonly<Record<AlertKind, (subject: string, reason: string) => Wording>> = {
  parked: (subject, reason) => ({
    title: { zh: `消息待处理：${subject}`, en: `Messages wait for an operator: ${subject}` },
    body: {
      zh: `类型为 ${subject} 的消息无法处理${reason}，请查看 /ops/dead-letters。`,
      en: `Messages of the type ${subject} could not be handled${reason}; see /ops/dead-letters.`,
    },
  }),
  exhausted: (subject, reason) => ({
    title: { zh: `投递失败：${subject}`, en: `Deliveries were given up: ${subject}` },
    body: {
      zh: `渠道 ${subject} 的投递已达重试上限${reason}。`,
      en: `Deliveries over ${subject} have failed after all their tries${reason}.`,
    },
  }),
  'circuit-open': (subject) => ({
    title: { zh: `服务商故障：${subject}`, en: `A provider fails: ${subject}` },
    body: {
      zh: `服务商 ${subject} 连续失败，暂停使用。`,
      en: `The provider ${subject} failed several times in a row and is left alone for a while.`,
    },
  }),
  'broker-lost': () => ({
    title: { zh: '消息代理连接中断', en: 'The broker is away' },
    body: {
      zh: '与消息代理的连接已中断，正在重新连接。',
      en: 'The connection to the broker is lost and is being made anew.',
    },
  }),
};

/** What an operator reads, in their own language. */
export const alertText = ({ kind, subject, reason }: AlertCause, locale: Locale): AlertText => {
  const { title, body } = wordings[kind](subject, because(reason));
  return { title: inLanguageOf(locale, title), body: inLanguageOf(locale, body) };
};
