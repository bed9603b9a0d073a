/** The look of the first templates' mails: one column, inline styles, no images, so that every mail program shows it. */
type Language = 'zh-CN' | 'en-US';

const greetings: Readonly<Record<Language, string>> = {
  'zh-CN': '{{#if username}}{{username}}，您好：{{else}}您好：{{/if}}',
  'en-US': 'Hello{{#if username}} {{username}}{{/if}},',
};
const footers: Readonly<Record<Language, string>> = {
  'zh-CN': '此邮件由云手机平台自动发送，请勿直接回复。',
  'en-US': 'This message was sent automatically by your cloud phone platform. Please do not reply to it.',
};

const font = "font-family:-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',Arial,sans-serif";
const card = 'max-width:560px;margin:0 auto;background:#ffffff;border-radius:8px;padding:32px';

export const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px;font-size:15px;line-height:1.7;color:#1f2937">${text}</p>`;

/** A line of what a mail lists. With `when`, the name of a variable, it stands only where that has a value. */
export const fact = (label: string, value: string, when?: string): string => {
  const cell = 'padding:6px 16px 6px 0;font-size:14px;vertical-align:top';
  const row = `<tr><td style="${cell};color:#6b7280">${label}</td><td style="${cell};color:#1f2937">${value}</td></tr>`;
  return when === undefined ? row : `{{#if ${when}}}${row}{{/if}}`;
};

export const facts = (...rows: ReadonlyArray<string>): string =>
  `<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">${rows.join('')}</table>`;

/** What is to be copied, easy to mark as a whole. */
export const copyable = (value: string): string =>
  `<p style="margin:0 0 16px;padding:12px 16px;background:#f3f4f6;border-radius:6px;font:600 18px/1.5 monospace;word-break:break-all">${value}</p>`;

export const button = (label: string, href: string): string =>
  `<p style="margin:0 0 16px"><a href="${href}" style="display:inline-block;padding:10px 20px;background:#2563eb;color:#ffffff;border-radius:6px;text-decoration:none">${label}</a></p>`;

/** A button that stands only where the variable `link` has a value. */
export const linkButton = (label: string): string => `{{#if link}}${button(label, '{{link}}')}{{/if}}`;

/** A whole mail: heading, greeting, and what there is to say. */
export const mailPage = (language: Language, heading: string, ...blocks: ReadonlyArray<string>): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${heading}</title></head>`,
    `<body style="margin:0;padding:24px;background:#f3f4f6;${font}"><div style="${card}">`,
    `<h1 style="margin:0 0 24px;font-size:20px;color:#111827">${heading}</h1>`,
    paragraph(greetings[language]),
    ...blocks,
    `<p style="margin:24px 0 0;font-size:12px;color:#9ca3af">${footers[language]}</p>`,
    '</div></body></html>',
  ].join('\n');
