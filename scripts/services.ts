/**
 * The real servers that the tests need and Node does not bring. Installs what is missing where it may (root on Debian),
 * else says what to install. It starts nothing: each test starts its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

type Service = {
  readonly name: string;
  readonly program: string;
  readonly debianPackage: string;
};

const services: ReadonlyArray<Service> = [
  { name: 'Chromium', program: '/usr/bin/chromium', debianPackage: 'chromium' },
  { name: 'RabbitMQ', program: '/usr/lib/rabbitmq/bin/rabbitmq-server', debianPackage: 'rabbitmq-server' },
  { name: 'Redis', program: '/usr/bin/redis-server', debianPackage: 'redis-server' },
];

const missing = services.filter(({ program }) => !existsSync(program));
const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const install = (packages: ReadonlyArray<string>): void => {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
};

if (missing.length > 0 && mayInstall) install(missing.map(({ debianPackage }) => debianPackage));
for (const { name, program, debianPackage } of services.filter((service) => !existsSync(service.program))) {
  process.stderr.write(`${name} is missing (${program}). Install it, on Debian: apt-get install ${debianPackage}\n`);
  process.exitCode = 1;
}
