/** Samples of what the scheduler, the media service and the platform itself have to say. */
import type { Samples, Scene } from './scene';

const task = ({ userId, n }: Scene) => ({
  taskId: `task-${n}`,
  taskName: 'Nightly backup',
  taskType: 'backup',
  userId,
});

export const serviceSamples: Samples = {
  'scheduler.task_completed': (scene) => ({
    ...task(scene),
    result: { files_saved: 12, nothingLost: true },
    completedAt: scene.at(0),
  }),
  'scheduler.task_failed': (scene) => ({ ...task(scene), error: 'the target does not answer', failedAt: scene.at(0) }),
  'media.file_uploaded': ({ userId, n, at }) => ({
    userId,
    fileId: `file-${n}`,
    fileName: `holiday ${n}.jpg`,
    fileSize: 2_621_440,
    fileType: 'image/jpeg',
    downloadUrl: `https://media.example.com/files/${n}`,
    thumbnailUrl: `https://media.example.com/thumbnails/${n}`,
    uploadedAt: at(0),
  }),
  'media.processed': ({ userId, n, at }) => ({
    userId,
    mediaId: `media-${n}`,
    mediaName: `holiday ${n}.mp4`,
    mediaType: 'video',
    processedUrl: `https://media.example.com/processed/${n}`,
    processedAt: at(0),
  }),
  'system.maintenance': ({ at }) => ({
    title: 'Network upgrade',
    message: 'We are upgrading the network of the data centre.',
    startTime: at(86_400),
    endTime: at(93_600),
    duration: 120,
    affectedServices: ['console', 'cloud phones'],
  }),
  'system.update': ({ n, at }) => ({
    version: `3.${n}.0`,
    title: 'Faster start',
    description: 'Cloud phones now start in half the time.',
    features: ['faster start', 'dark mode'],
    releasedAt: at(0),
  }),
};
