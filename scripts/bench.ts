import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { makeDataDir, findFreePort, removeDataDir, startCompany } from '../tests/world/company-process.ts';
import { call, pairCompanies, setUpCompany, shareChannel, type Company } from '../tests/world/two-companies.ts';
import { cpuSeconds, residentMiB, median } from './bench/measure.ts';
import { measureLatency } from './bench/latency.ts';
import { measureThroughput } from './bench/throughput.ts';

/**
 * `npm run bench`: two nodes as two processes, HTTPS between them, on this machine. Prints figures and where the time
 * goes; asserts nothing. `--json` prints one JSON document, `--posts N` and `--seconds N` set the amount of work.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, posts: { type: 'string', default: '40000' }, seconds: { type: 'string', default: '15' }, rounds: { type: 'string', default: '3' } },
});

const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);

async function measureStart(): Promise<{ ready_ms: number; idle_rss_mib: number }> {
  const dataDir = makeDataDir('bench-start');
  const port = await findFreePort();
  const times: number[] = [];
  let rss = 0;
  for (let round = 0; round < 4; round++) {
    const node = await startCompany({ name: 'Start', dataDir, port });
    if (round > 0) times.push(node.readyMs);
    if (round === 3) {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      rss = residentMiB(node.child.pid as number);
    }
    await node.stop();
  }
  removeDataDir(dataDir);
  return { ready_ms: Math.round(median(times)), idle_rss_mib: Math.round(rss * 10) / 10 };
}

async function startPair(): Promise<{ alder: Company; birch: Company; channelAtAlder: string; channelAtBirch: string; stop: () => Promise<void> }> {
  const dirs = [makeDataDir('bench-alder'), makeDataDir('bench-birch')] as const;
  const alder = await setUpCompany(await startCompany({ name: 'Alder', dataDir: dirs[0], port: await findFreePort() }));
  const birch = await setUpCompany(await startCompany({ name: 'Birch', dataDir: dirs[1], port: await findFreePort() }));
  const { inviterSees } = await pairCompanies(alder, birch);
  const channel = await call(alder, 'POST', '/v1/channels', { name: 'bench', perimeter: 'shared' });
  const channelAtBirch = await shareChannel(alder, birch, { channelId: channel.id, partnerId: inviterSees, memberIds: [birch.adminId] });
  const stop = async (): Promise<void> => {
    await Promise.all([alder.process.stop(), birch.process.stop()]);
    dirs.forEach(removeDataDir);
  };
  return { alder, birch, channelAtAlder: channel.id, channelAtBirch, stop };
}

const start = await measureStart();
say(`start to ready ${start.ready_ms} ms (median of 3), idle ${start.idle_rss_mib} MiB resident`);

const pair = await startPair();
const pids = [pair.alder.process.child.pid as number, pair.birch.process.child.pid as number] as const;
try {
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const before = pids.map(cpuSeconds);
    const result = await measureThroughput({ ...pair, posts: Number(values.posts) });
    const used = pids.map((pid, index) => cpuSeconds(pid) - (before[index] as number));
    const cpuPer1000 = ((used[0] as number) + (used[1] as number)) / (Number(values.posts) / 1000);
    rounds.push({ ...result, cpu_s_per_1000_posts: cpuPer1000, cpu_s_sender: used[0] as number, cpu_s_receiver: used[1] as number });
    say(`round ${round + 1}: ${Math.round(result.posts_per_s)} posts/s stored, indexed and receipted; ${cpuPer1000.toFixed(3)} CPU s per 1,000 on both nodes (sender ${used[0]?.toFixed(1)} s, receiver ${used[1]?.toFixed(1)} s)`);
  }
  const latency = await measureLatency({ ...pair, seconds: Number(values.seconds), postsPerSecond: 20 });
  say(`latency at 20 posts/s, REST to the partner's SSE reader: p50 ${latency.p50_ms.toFixed(2)} ms, p99 ${latency.p99_ms.toFixed(2)} ms (n=${latency.count})`);
  const throughput = {
    posts_per_s: median(rounds.map((round) => round.posts_per_s)),
    cpu_s_per_1000_posts: median(rounds.map((round) => round.cpu_s_per_1000_posts)),
    accepted_posts_per_s: median(rounds.map((round) => round.accepted_posts_per_s)),
    mode: '20 posts a request, 8 requests in flight, 300-byte posts',
    rounds,
  };
  const rss = pids.map(residentMiB);
  say(`median ${Math.round(throughput.posts_per_s)} posts/s; resident after the run ${rss.map((mib) => mib.toFixed(0)).join(' and ')} MiB`);
  if (values.json) process.stdout.write(`${JSON.stringify({ node: process.version, cpus: cpus().length, start, throughput, latency, rss_after_mib: rss }, null, 2)}\n`);
} finally {
  await pair.stop();
}
