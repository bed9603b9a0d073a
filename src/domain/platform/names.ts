/** What readers call the things that the platform names by codes. An unknown code is shown as it stands. */
import type { Localized } from './localized';

const asWritten = (code: string): Localized => ({ zh: code, en: code });

const named =
  (names: Readonly<Record<string, Localized>>) =>
  (code: string | undefined): Localized | undefined => {
    if (code === undefined) return undefined;
    const key = code.toLowerCase();
    return (Object.hasOwn(names, key) ? names[key] : undefined) ?? asWritten(code);
  };

export const providerName = named({
  redroid: { zh: '容器云手机', en: 'Container cloud phone' },
  physical: { zh: '云真机', en: 'Physical device' },
  huawei_cph: { zh: '华为云手机', en: 'Huawei Cloud Phone' },
  aliyun_ecp: { zh: '阿里云云手机', en: 'Alibaba Cloud Phone' },
});

export const paymentMethodName = named({
  alipay: { zh: '支付宝', en: 'Alipay' },
  wechat: { zh: '微信支付', en: 'WeChat Pay' },
  wechat_pay: { zh: '微信支付', en: 'WeChat Pay' },
  balance: { zh: '账户余额', en: 'account balance' },
  bank_card: { zh: '银行卡', en: 'bank card' },
  credit_card: { zh: '信用卡', en: 'credit card' },
  paypal: { zh: 'PayPal', en: 'PayPal' },
});

export const periodName = named({ daily: { zh: '今日', en: 'today' }, monthly: { zh: '本月', en: 'this month' } });

export const severityName = named({
  low: { zh: '低', en: 'low' },
  medium: { zh: '中', en: 'medium' },
  high: { zh: '高', en: 'high' },
  critical: { zh: '严重', en: 'critical' },
});
