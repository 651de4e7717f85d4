import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profilePath, profileStore, readProfile, removeProfile, writeProfile, type Profile } from './profiles.ts';

const profile: Profile = { url: 'https://alder.example', pin: null, email: 'ada@alder.example', person: 'Ada', company: 'Alder', tokens: { accessToken: 'a', accessExpiresAt: 1, refreshToken: 'r' } };

describe('profiles', () => {
  let folder: string;
  const before = process.env.XDG_CONFIG_HOME;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'adjoin-profiles-'));
    process.env.XDG_CONFIG_HOME = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.XDG_CONFIG_HOME;
    else process.env.XDG_CONFIG_HOME = before;
    rmSync(folder, { recursive: true });
  });

  it('keeps what it is given where only its owner can read it', () => {
    writeProfile('work', profile);
    expect(readProfile('work')).toEqual(profile);
    expect(statSync(profilePath('work')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'adjoin')).mode & 0o777).toBe(0o700);
    removeProfile('work');
    expect(readProfile('work')).toBeUndefined();
  });

  it.each(['../evil', '.hidden', 'a/b', ''])('takes no name that leaves its folder: %j', (name) => {
    expect(() => profilePath(name)).toThrow(/cannot be the name/);
  });

  it('lets holders of the same tokens take turns', async () => {
    const stores = [profileStore('work'), profileStore('work'), profileStore('work')];
    writeProfile('work', profile);
    let atWork = 0;
    const overlaps: number[] = [];
    await Promise.all(stores.map((store) => store.inTurn(async () => {
      atWork += 1;
      overlaps.push(atWork);
      await store.write({ accessToken: 'b', accessExpiresAt: 2, refreshToken: 's' });
      atWork -= 1;
    })));
    expect(overlaps).toEqual([1, 1, 1]);
    expect(readdirSync(join(folder, 'adjoin'))).toEqual(['work.json']);
  });

  it('passes over a lock that a dead process left', async () => {
    writeProfile('work', profile);
    const lock = `${profilePath('work')}.lock`;
    mkdirSync(lock);
    utimesSync(lock, 1, 1);
    expect(await profileStore('work').inTurn(async () => 'done')).toBe('done');
  });
});
