import { describe, expect, it } from 'vitest';
import { findOne } from './find-one.ts';

const among = [{ id: 'chan_1', name: 'lab' }, { id: 'chan_2', name: 'Lab' }, { id: 'chan_3', name: 'Pumps' }, { id: 'chan_4', name: 'twins' }, { id: 'chan_5', name: 'twins' }];
const find = (wanted: string) => findOne({ what: 'channel', wanted, among, list: 'adjoin channels' }).id;

describe('findOne', () => {
  it.each([['chan_2', 'chan_2'], ['lab', 'chan_1'], ['Lab', 'chan_2'], ['pumps', 'chan_3']])('finds %s', (wanted, id) => {
    expect(find(wanted)).toBe(id);
  });
  it('does not choose among equals', () => {
    expect(() => find('twins')).toThrow(expect.objectContaining({ message: '2 channels are called "twins"', hint: 'Use an id: chan_4, chan_5' }));
    expect(() => find('LAB')).toThrow(/2 channels/);
  });
  it('says where to look for what is not there', () => {
    expect(() => find('none')).toThrow(expect.objectContaining({ hint: 'See which there are: adjoin channels' }));
  });
});
