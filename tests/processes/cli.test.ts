import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort, makeDataDir, removeDataDir, startCompany, type CompanyProcess } from '../world/company-process.ts';
import { adjoinAt, type Adjoin } from '../world/run-adjoin.ts';
import { call, PASSWORD, setUpCompany, type Company } from '../world/two-companies.ts';
import { waitUntil } from '../world/wait-until.ts';

const STRIPE = fileURLToPath(new URL('../data/conversations/stripe.jsonl', import.meta.url));
const STAFF = 'karllekko,w1zeman1p,hmunoz';
const dirs = ['cli-alder', 'cli-birch', 'cli-home'].map(makeDataDir) as [string, string, string];
const adjoin: Adjoin = adjoinAt(dirs[2]);
const asBirch = (...args: string[]) => ['--profile', 'birch', ...args];

let processes: [CompanyProcess, CompanyProcess];
let alder: Company;
let birch: Company;

beforeAll(async () => {
  const start = async (name: string, dataDir: string) => startCompany({ name, dataDir, port: await findFreePort() });
  processes = [await start('Alder', dirs[0]), await start('Birch', dirs[1])];
  alder = await setUpCompany(processes[0]);
  birch = await setUpCompany(processes[1]);
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  dirs.forEach(removeDataDir);
});

const pinOf = async (company: Company) => `sha256:${(await call(company, 'GET', '/v1/node')).tls_pin}`;

describe('a machine where nobody is signed in', () => {
  it('tells how to sign in', async () => {
    const { code, err } = await adjoin.run(['people']);
    expect({ code, err }).toEqual({ code: 4, err: '✗ You are not signed in\n  adjoin login --url https://…\n' });
  });

  it('explains wrong usage', async () => {
    const { code, err } = await adjoin.run(['chanels']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean channels?');
  });

  it('makes a data directory that is closed to others, and says what was chosen', async () => {
    const dataDir = join(dirs[2], 'new-node');
    const { code, out } = await adjoin.run(['init'], { env: { ADJOIN_DATA_DIR: dataDir, ADJOIN_PUBLIC_URL: 'https://adjoin.example.com' } });
    expect(code).toBe(0);
    expect(out).toMatch(/https:\/\/adjoin\.example\.com.*SQLite.*sha256:[\w-]{43}.*Next: adjoin serve/s);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const again = await adjoin.run(['init'], { env: { ADJOIN_DATA_DIR: dataDir, ADJOIN_PUBLIC_URL: 'https://adjoin.example.com' } });
    expect(again.out).toBe(out);
  });

  it('names every setting that is wrong', async () => {
    const { code, err } = await adjoin.run(['init'], { env: { ADJOIN_LISTEN: 'nowhere', ADJOIN_TLS: 'perhaps' } });
    expect(code).toBe(2);
    expect(err).toMatch(/ADJOIN_LISTEN: .*ADJOIN_TLS: /s);
  });

  it('runs a node, and stops it when asked', async () => {
    const port = await findFreePort();
    const node = adjoin.start(['serve'], { ADJOIN_DATA_DIR: join(dirs[2], 'served'), ADJOIN_LISTEN: `127.0.0.1:${port}`, ADJOIN_LOG_LEVEL: 'warn' });
    let printed = '';
    node.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await waitUntil('it is ready', async () => printed.includes(`Adjoin is ready at https://127.0.0.1:${port}`));
    expect(printed).toMatch(/setup\?token=\S+/);
    node.kill('SIGTERM');
    expect(await new Promise((resolve) => node.once('exit', resolve))).toBe(0);
  });
});

describe('signing in', () => {
  it("trusts no node's own certificate unasked, and tells its pin", async () => {
    const { code, err } = await adjoin.run(['login', '--url', processes[0].url, '--email', 'admin@alder.example'], { env: { ADJOIN_PASSWORD: PASSWORD } });
    expect(code).toBe(3);
    expect(err).toContain(`--pin ${await pinOf(alder)}`);
  });

  it('sends nothing to a node that shows another certificate than the pinned one', async () => {
    const { code, err } = await adjoin.run(['login', '--url', processes[0].url, '--email', 'admin@alder.example', '--pin', await pinOf(birch)], { env: { ADJOIN_PASSWORD: PASSWORD } });
    expect(code).toBe(3);
    expect(err).toContain('another certificate than the one you trust');
  });

  it('refuses to send a password in the clear', async () => {
    const { code, err } = await adjoin.run(['login', '--url', 'http://alder.example']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('in the clear') });
  });

  it('refuses a wrong password', async () => {
    const { code, err } = await adjoin.run(['login', '--url', processes[0].url, '--email', 'admin@alder.example', '--pin', await pinOf(alder)], { env: { ADJOIN_PASSWORD: 'wrong horse battery' } });
    expect({ code, err }).toMatchObject({ code: 4, err: expect.stringContaining('do not belong together') });
  });

  it('keeps the session where only its owner reads it', async () => {
    const login = await adjoin.run(['login', '--url', processes[0].url, '--email', 'admin@alder.example', '--certificate', join(dirs[0], 'tls.crt')], { env: { ADJOIN_PASSWORD: PASSWORD } });
    expect(login.out).toMatch(/^Signed in as Alder Admin of Alder\./);
    const kept = join(dirs[2], 'config', 'adjoin', 'default.json');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readFileSync(kept, 'utf8')).not.toContain(PASSWORD);
    await adjoin.json(asBirch('login', '--url', processes[1].url, '--email', 'admin@birch.example', '--pin', await pinOf(birch)), { ADJOIN_PASSWORD: PASSWORD });
  });

  it('takes everything from the environment in scripts, and leaves no session behind', async () => {
    const file = join(dirs[2], 'password');
    writeFileSync(file, `${PASSWORD}\n`);
    const before = (await call(alder, 'GET', '/v1/sessions')).data.length;
    const env = { ADJOIN_URL: processes[0].url, ADJOIN_EMAIL: 'admin@alder.example', ADJOIN_PASSWORD_FILE: file, ADJOIN_PIN: await pinOf(alder) };
    expect(await adjoin.json(['people', 'list'], env)).toMatchObject([{ name: 'Alder Admin' }]);
    expect((await call(alder, 'GET', '/v1/sessions')).data).toHaveLength(before);
  });

  it('says so when the node is not there', async () => {
    const env = { ADJOIN_URL: `https://127.0.0.1:${await findFreePort()}`, ADJOIN_EMAIL: 'a@alder.example', ADJOIN_PASSWORD: 'x' };
    expect(await adjoin.run(['status'], { env })).toMatchObject({ code: 3, err: expect.stringContaining('Nothing listens') });
  });
});

describe('two companies, by their command lines', () => {
  const words = async (args: string[]) => {
    const [{ words: all, confirm_positions: positions }] = await adjoin.json(args);
    return positions.map((position: number) => all[position - 1]);
  };

  it('pair by an invitation in a file, and by two words on either side', async () => {
    const file = join(dirs[2], 'invitation');
    expect((await adjoin.run(['invite', '--out', file])).out).toContain(`The invitation is in ${file}`);
    const pairing = await adjoin.run(asBirch('pair', '-'), { input: readFileSync(file, 'utf8') });
    expect(pairing.out).toMatch(/Pairing with Alder.*Your sentence:.*adjoin partners confirm part_\S+ WORD-\d WORD-\d/s);
    const wrong = await adjoin.run(['partners', 'confirm', 'Birch', 'not', 'these']);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('These are not the words') });
    await adjoin.json(['partners', 'confirm', 'Birch', ...(await words(['partners']))]);
    await adjoin.json(asBirch('partners', 'confirm', 'alder', ...(await words(asBirch('partners')))));
    await waitUntil('both are partners', async () => (await adjoin.run(['partners'])).out.includes('  active  '));
    expect(await adjoin.run(['pair', file])).toMatchObject({ code: 1, err: expect.stringContaining('this very node') });
  });

  it('share a channel, and nothing internal', async () => {
    await adjoin.json(['channels', 'create', 'lab']);
    await adjoin.json(['channels', 'create', 'pumps', '--shared']);
    expect(await adjoin.run(['channels', 'share', 'lab', 'Birch'])).toMatchObject({ code: 1, err: expect.stringContaining('never shared') });
    expect((await adjoin.run(['channels', 'share', '#pumps', 'Birch'])).out).toContain('copies cannot be recalled');
    await waitUntil('the invitation is there', async () => (await adjoin.json(asBirch('channels', 'invitations'))).length === 1);
    expect((await adjoin.run(asBirch('channels', 'accept', 'pumps'))).out).toMatch(/^Your company is in #pumps of Alder/);
    await waitUntil('both are in', async () => (await adjoin.json(asBirch('channels')))[0].state === 'active');
    expect((await adjoin.run(['channels'])).out).toMatch(/#lab +Inside Alder only.*#pumps +Shared with Birch/s);
  });

  it('read each other live, and see what has arrived', async () => {
    const tail = adjoin.start(asBirch('tail', 'pumps'));
    let read = '';
    tail.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const heading = new Promise((resolve) => tail.stderr.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    expect(await heading).toBe('#pumps  Shared with Alder\n');
    const posted = await adjoin.run(['post', 'pumps', '-'], { input: 'Pump 7 is\nready.\n' });
    expect(posted.out).toMatch(/^Posted in #pumps \(post_\S+\)\. Shared with Birch\.$/m);
    await waitUntil('Birch reads it', async () => /Alder Admin · Alder\n {4}Pump 7 is\n {4}ready\./.test(read));
    await adjoin.json(asBirch('post', 'pumps', 'Thanks.'));
    await waitUntil('Birch sees that Alder holds it', async () => /Alder holds (it|“Thanks\.”)/.test(read));
    tail.kill('SIGINT');
    expect(await new Promise((resolve) => tail.once('exit', resolve))).toBe(130);
    expect((await adjoin.run(['tail', 'pumps', '--no-follow'])).out).toMatch(/✓ Birch holds it.*Birch Admin · Birch\n {4}Thanks\./s);
  });

  it('import a conversation of both, going on after a crash without writing twice', async () => {
    const file = join(dirs[2], 'part.jsonl');
    const lines = readFileSync(STRIPE, 'utf8').split('\n').slice(900, 1_800);
    writeFileSync(file, lines.join('\n'));
    const args = ['import', 'conversations', file, '--channel', 'pumps', '--staff', STAFF, '--partner-profile', 'birch'];
    const [atAlder, atBirch] = [(await adjoin.json(['channels']))[1].id, (await adjoin.json(asBirch('channels')))[0].id];
    const digest = async (company: Company, id: string) => call(company, 'GET', `/v1/channels/${id}/digest`);
    const before = (await digest(alder, atAlder)).objects;

    const first = adjoin.start(args);
    await waitUntil('some is written', async () => (await digest(alder, atAlder)).objects > before + 200);
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('exit', resolve));

    const report = await adjoin.json(args);
    expect(report.already_there).toBeGreaterThanOrEqual(200);
    expect(report.already_there + report.written.here + report.written.partner).toBe(900);
    const [a, b] = await waitUntil('both hold the same', async () => {
      const both = [await digest(alder, atAlder), await digest(birch, atBirch)];
      return both[0].digest === both[1].digest ? both : undefined;
    });
    expect([a.objects, b.objects]).toEqual([before + 900, before + 900]);
    expect((await adjoin.run(args)).out).toMatch(/^Nothing was left to write into #pumps\.\n900 were there already\./);
  });

  it('keep the threads and times of what they import', async () => {
    const answer = JSON.parse(readFileSync(STRIPE, 'utf8').split('\n').find((line, number) => number > 1_000 && line.includes('"reply_to"')) as string);
    const { id } = (await adjoin.json(asBirch('channels')))[0];
    let cursor = '';
    const posts = [];
    do {
      const page = await call(birch, 'GET', `/v1/channels/${id}/posts?limit=100${cursor}`);
      posts.push(...page.data);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    const replies = posts.filter(({ in_reply_to }) => in_reply_to !== null);
    const post = posts.find(({ text, published_at }) => text === answer.text && Date.parse(published_at) - Date.parse(answer.at) < 1_000);
    expect(replies.length).toBeGreaterThan(50);
    expect(post).toMatchObject({ author: { name: answer.person }, in_reply_to: expect.stringMatching(/^post_/) });
  });

  it('import everything on one side where all people are of one company', async () => {
    const file = join(dirs[2], 'one.jsonl');
    writeFileSync(file, readFileSync(STRIPE, 'utf8').split('\n').slice(0, 120).join('\n'));
    expect(await adjoin.json(['import', 'conversations', file, '--channel', 'lab'])).toMatchObject({ written: { here: 120, partner: 0 } });
  });

  it.each([
    ['a misspelt name among the staff', ['--staff', 'karlekko', '--partner-profile', 'birch'], 2, /no message by karlekko/],
    ['a partner without staff', ['--partner-profile', 'birch'], 2, /belong together/],
    ['an unknown channel', ['--channel', 'none'], 1, /no channel "none"/],
  ])('refuse to import with %s, before anything is written', async (_what, more, code, message) => {
    const outcome = await adjoin.run(['import', 'conversations', STRIPE, '--channel', 'lab', ...more]);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toMatch(message);
  });

  it('learn from the doctor what is wrong and what to do', async () => {
    expect((await adjoin.json(['status'])).partners).toMatchObject([{ name: 'Birch', state: 'active' }]);
    await processes[1].stop();
    await adjoin.json(['post', 'pumps', 'Are you there?']);
    await waitUntil('Alder notices', async () => (await adjoin.json(['status'])).partners[0].failures > 0);
    const { code, out } = await adjoin.run(['doctor'], { env: { ADJOIN_DATA_DIR: dirs[0] } });
    expect(code).toBe(1);
    expect(out).toMatch(/✓ Only its owner can read .*secret\.key/);
    expect(out).toMatch(/✗ Birch: its node cannot be reached .*1 entry waits, and none is lost\n {2}→ Ask its administrator/);
  });

  it('sign out, and are forgotten', async () => {
    expect(await adjoin.run(['logout'])).toMatchObject({ code: 0 });
    expect(await adjoin.run(['people'])).toMatchObject({ code: 4 });
  });
});
