/** What the media service says. */
import { sizeInWords } from './amounts';
import { Id, Num, Text, User, When } from './fields';
import { platformEvent } from './platform-event';

const owner = { userId: User };

export const mediaEvents = [
  platformEvent({
    eventType: 'media.file_uploaded',
    required: {
      ...owner,
      fileId: Id,
      fileName: Text,
      fileSize: Num,
      fileType: Text,
      downloadUrl: Text,
      uploadedAt: When,
    },
    optional: { thumbnailUrl: Text },
    audience: 'user',
    notice: { template: 'media.file_uploaded', channels: ['websocket'], priority: 'P3', bypasses: [] },
    wording: ({ fileSize }) => ({ fileSizeText: sizeInWords(fileSize) }),
  }),
  platformEvent({
    eventType: 'media.processed',
    required: { ...owner, mediaId: Id, mediaName: Text, mediaType: Text, processedUrl: Text, processedAt: When },
    optional: {},
    audience: 'user',
    notice: { template: 'media.processed', channels: ['websocket'], priority: 'P3', bypasses: [] },
  }),
];
