import { describe, expect, it } from 'vitest';
import { table } from './table.ts';
import { visible, visibleLine } from './visible.ts';

describe('visible', () => {
  it.each([
    ['an escape that would clear the screen', '\u001b[2Jgone', '\\u001b[2Jgone'],
    ['an escape in one byte', '\u009b31mred', '\\u009b31mred'],
    ['a carriage return that would overwrite the line', 'Alder\rBirch', 'Alder\\u000dBirch'],
    ['a direction override', 'evil\u202Etxt.exe', 'evil\\u202etxt.exe'],
    ['a bell', '\u0007', '\\u0007'],
  ])('shows %s', (_what, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('keeps what people write', () => {
    expect(visible('Zoë 👍🏽\n\tlines\r\nand more')).toBe('Zoë 👍🏽\n\tlines\nand more');
  });

  it('cuts by characters, not in them', () => {
    expect(visibleLine('one\n two 👨‍👩‍👧 three', 10)).toBe('one two 👨‍👩‍👧…');
  });
});

describe('table', () => {
  it('aligns columns and keeps each row on a line', () => {
    expect(table(['ID', 'NAME'], [['1', 'Zoë\nX'], ['22', 'Bo']])).toMatch(/ID {2}NAME.*\n1 {3}Zoë X\n22 {2}Bo$/s);
  });
});
