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
