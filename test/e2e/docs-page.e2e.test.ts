import { type Browser, chromium } from 'playwright-core';
import { SECRET, serviceToken } from '../support/api';
import {
  freePort,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';

const CHROMIUM = '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

describe('the page to try the API', () => {
  let dataDir: string;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    server = await startServer({ DATA_DIR: dataDir, PORT: String(await freePort()), JWT_SECRET: SECRET });
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: flags });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.end('SIGTERM');
    await removeDirectory(dataDir);
  });

  it('sends a notification with a token, asks no other host, and complains of nothing', async () => {
    const page = await browser.newPage();
    const complaints: Array<string> = [];
    const hosts = new Set<string>();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => hosts.add(new URL(request.url()).host));

    await page.goto(`${server.url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page
      .locator('.modal-ux input')
      .first()
      .fill(await serviceToken('billing'));
    await page.locator('.modal-ux button.authorize').first().click();
    await page.locator('.modal-ux button.btn-done').first().click();
    const send = page.locator('.opblock-post', { has: page.locator('[data-path="/notifications"]') });
    await send.locator('.opblock-summary-control').click();
    await send.getByRole('button', { name: 'Try it out' }).click();
    await send.locator('textarea').fill('{"userId":"u-1","type":"note","title":"Hello","body":"From the page."}');
    await send.getByRole('button', { name: 'Execute' }).click();
    await send.locator('.live-responses-table .response-col_status', { hasText: '201' }).waitFor();

    expect(complaints).toStrictEqual([]);
    expect([...hosts]).toStrictEqual([new URL(server.url).host]);
  }, 60_000);
});
