import type { InitialTemplate } from './initial-template';
import { optional, required } from './variable';

const uploaded: InitialTemplate = {
  code: 'media.file_uploaded',
  type: 'media.file_uploaded',
  channels: ['websocket'],
  priority: 'P3',
  variables: [
    required('fileId', 'string', 'file-1'),
    required('fileName', 'string', 'holiday.jpg'),
    required('fileSize', 'number', 2_621_440),
    optional('fileSizeText', 'string', '2.5 MB'),
    required('fileType', 'string', 'image/jpeg'),
    required('downloadUrl', 'string', 'https://example.com/files/1'),
    optional('thumbnailUrl', 'string', 'https://example.com/thumbnails/1'),
    required('uploadedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '文件已上传',
      body: '文件“{{fileName}}”{{#if fileSizeText}}（{{fileSizeText}}）{{/if}}已上传成功。',
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'File uploaded',
      body: 'The file “{{fileName}}”{{#if fileSizeText}} ({{fileSizeText}}){{/if}} was uploaded.',
      emailHtml: null,
      smsText: null,
    },
  },
};

const processed: InitialTemplate = {
  code: 'media.processed',
  type: 'media.processed',
  channels: ['websocket'],
  priority: 'P3',
  variables: [
    required('mediaId', 'string', 'media-1'),
    required('mediaName', 'string', 'holiday.mp4'),
    required('mediaType', 'string', 'video'),
    required('processedUrl', 'string', 'https://example.com/processed/1'),
    required('processedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '媒体处理完成',
      body: '“{{mediaName}}”已于 {{formatDate processedAt}} 处理完成，可以查看了。',
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Media processed',
      body: '“{{mediaName}}” was processed on {{formatDate processedAt}} and is ready to view.',
      emailHtml: null,
      smsText: null,
    },
  },
};

export const mediaTemplates: ReadonlyArray<InitialTemplate> = [uploaded, processed];
