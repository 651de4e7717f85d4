import { describe, expect, it } from 'vitest';
import { parsePin } from './pin.ts';
import { parseUrl } from './settings.ts';

const bytes = Buffer.from('f6d8ea6d1df1f5ee17fa6ebeb38d6bd10b4f9a3ae2b7eaa4a3b3ba0b62b5b1a3', 'hex');
const pin = bytes.toString('base64url');

describe('parsePin', () => {
  it.each([
    ['as the API gives it', pin],
    ['as the commands show it', `sha256:${pin}`],
    ['as OpenSSL shows it', bytes.toString('hex').toUpperCase().replace(/(..)(?!$)/g, '$1:')],
    ['in base64', `sha256/${bytes.toString('base64')}`],
  ])('reads a pin %s', (_how, text) => {
    expect(parsePin(text)).toBe(pin);
  });

  it.each(['', 'sha256:', pin.slice(1), `${pin}A`, 'sha1:00'])('refuses %j', (text) => {
    expect(() => parsePin(text)).toThrow(/is not the SHA-256/);
  });
});

describe('parseUrl', () => {
  it.each([
    ['https://alder.example', 'https://alder.example'],
    ['alder.example:8443', 'https://alder.example:8443'],
    ['https://alder.example/', 'https://alder.example'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
  ])('reads %s', (text, url) => {
    expect(parseUrl(text)).toBe(url);
  });

  it.each(['http://alder.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'ftp://alder.example', 'https://alder.example/path', 'https://'])('refuses %s', (text) => {
    expect(() => parseUrl(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
