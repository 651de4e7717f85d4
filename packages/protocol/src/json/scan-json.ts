import { Problem } from '../problem.ts';

const MAX_DEPTH = 32;
/** Objects with more members than this look names up in a set instead of a list. */
const LISTED_MEMBERS = 16;
/** Integers of so many digits are below 2^53 whatever the digits are. */
const SAFE_DIGITS = 15;

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const LETTER_E = 101;
const LETTER_U = 117;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const UPPER_TO_LOWER = 32;

// Where the names of the objects now open lie in the text. Scanning is synchronous and every level is
// reset when it opens, so all scans can share these lists; they hold positions only, never text.
const isObjectAt = new Uint8Array(MAX_DEPTH + 1);
const countAt = new Int32Array(MAX_DEPTH + 1);
const nameTags = new Int32Array((MAX_DEPTH + 1) * LISTED_MEMBERS);
const nameStarts = new Int32Array((MAX_DEPTH + 1) * LISTED_MEMBERS);
const nameEnds = new Int32Array((MAX_DEPTH + 1) * LISTED_MEMBERS);

type NameSets = (Set<string> | undefined)[];

/**
 * Refuses what `JSON.parse` hides: two members of one name, numbers that a double cannot hold,
 * halves of characters, names that reach prototypes, depth without end. One pass, no recursion.
 * It does not check the grammar: `JSON.parse` does. For a text that is JSON every check is exact.
 */
export function scanJson(text: string): void {
  if (!text.isWellFormed()) throw refusal('lone-surrogate', 0);
  const length = text.length;
  const sets: NameSets = [];
  let backslash = text.indexOf('\\');
  let depth = 0;
  let isNameNext = false;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      if (backslash !== -1 && backslash < index) backslash = text.indexOf('\\', index);
      const quote = text.indexOf('"', index + 1);
      const isEscaped = backslash !== -1 && backslash < quote;
      const end = isEscaped ? endOfEscapedString(text, backslash) : quote;
      if (end === -1) throw refusal('invalid-json', index);
      if (isNameNext) addName(text, { start: index + 1, end, isEscaped, depth, sets });
      isNameNext = false;
      index = end + 1;
    } else if (code === COMMA) {
      isNameNext = isObjectAt[depth] === 1;
      index += 1;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) throw refusal('too-deep', index);
      isNameNext = code === OPEN_OBJECT;
      isObjectAt[depth] = isNameNext ? 1 : 0;
      countAt[depth] = 0;
      sets[depth] = undefined;
      index += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (depth === 0) throw refusal('invalid-json', index);
      depth -= 1;
      isNameNext = false;
      index += 1;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      index = endOfSafeNumber(text, index);
    } else {
      index += 1;
    }
  }
}

type Name = {
  readonly start: number;
  readonly end: number;
  readonly isEscaped: boolean;
  readonly depth: number;
  readonly sets: NameSets;
};

function addName(text: string, { start, end, isEscaped, depth, sets }: Name): void {
  const name = isEscaped ? unescapedName(text, start, end) : undefined;
  const nameLength = name === undefined ? end - start : name.length;
  if ((nameLength === 9 || nameLength === 11) && isForbidden(name ?? text.slice(start, end))) {
    throw refusal('forbidden-member', start);
  }
  const count = countAt[depth]!;
  if (name !== undefined || count === LISTED_MEMBERS || sets[depth] !== undefined) {
    const set = (sets[depth] ??= listedNames(text, depth));
    const sizeBefore = set.size;
    if (set.add(name ?? text.slice(start, end)).size === sizeBefore) throw refusal('duplicate-member', start);
    return;
  }
  const tag = tagOf(text, start, end);
  const first = depth * LISTED_MEMBERS;
  const last = first + count;
  for (let slot = first; slot < last; slot += 1) {
    if (nameTags[slot] === tag && text.slice(nameStarts[slot], nameEnds[slot]) === text.slice(start, end)) {
      throw refusal('duplicate-member', start);
    }
  }
  nameTags[last] = tag;
  nameStarts[last] = start;
  nameEnds[last] = end;
  countAt[depth] = count + 1;
}

/** Length, first, middle and last character: equal names have equal tags, most different names have not. */
function tagOf(text: string, start: number, end: number): number {
  if (end === start) return 0;
  const middle = text.charCodeAt((start + end) >> 1);
  return ((end - start) << 24) ^ (text.charCodeAt(start) << 16) ^ (middle << 8) ^ text.charCodeAt(end - 1);
}

function listedNames(text: string, depth: number): Set<string> {
  const names = new Set<string>();
  const first = depth * LISTED_MEMBERS;
  for (let slot = first; slot < first + countAt[depth]!; slot += 1) {
    names.add(text.slice(nameStarts[slot], nameEnds[slot]));
  }
  return names;
}

function unescapedName(text: string, start: number, end: number): string {
  try {
    return JSON.parse(text.slice(start - 1, end + 1)) as string;
  } catch {
    throw refusal('invalid-json', start);
  }
}

function isForbidden(name: string): boolean {
  return name === '__proto__' || name === 'prototype' || name === 'constructor';
}

/** The index of the closing quote, or -1. Every `\u` half of a character must have its other half. */
function endOfEscapedString(text: string, firstBackslash: number): number {
  let index = firstBackslash;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code !== BACKSLASH) {
      index += 1;
    } else if (text.charCodeAt(index + 1) !== LETTER_U) {
      index += 2;
    } else {
      index = endOfEscapedCharacter(text, index);
    }
  }
  return -1;
}

function endOfEscapedCharacter(text: string, index: number): number {
  const unit = escapedUnit(text, index);
  if (unit < 0xd800 || unit > 0xdfff) return index + 6;
  const next = escapedUnit(text, index + 6);
  const isPair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
  if (!isPair) throw refusal('lone-surrogate', index);
  return index + 12;
}

/** The code unit of the `\uXXXX` at this place, -1 when there is none. */
function escapedUnit(text: string, index: number): number {
  const digits = /^\\u([0-9a-fA-F]{4})$/.exec(text.slice(index, index + 6))?.[1];
  return digits === undefined ? -1 : Number.parseInt(digits, 16);
}

function endOfSafeNumber(text: string, start: number): number {
  const isNegative = text.charCodeAt(start) === MINUS;
  const firstDigit = isNegative ? start + 1 : start;
  let end = firstDigit;
  while (isDigit(text.charCodeAt(end))) end += 1;
  const isInteger = !isNumberPart(text.charCodeAt(end));
  const isZero = text.charCodeAt(firstDigit) === ZERO;
  if (isInteger && end - firstDigit <= SAFE_DIGITS && !(isNegative && isZero)) return end;
  while (isNumberPart(text.charCodeAt(end))) end += 1;
  if (!isSafeNumber(text.slice(start, end))) throw refusal('unsafe-number', start);
  return end;
}

/**
 * Whether every reader gets one and the same number. Beyond 2^53−1 doubles skip integers, however the
 * number is spelled; 1e-400 would silently become zero; -0 would become 0 in RFC 8785 §3.2.2.3.
 */
function isSafeNumber(token: string): boolean {
  const value = Number(token);
  if (Number.isNaN(value)) return true; // Not a JSON number: JSON.parse will say so.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  return value !== 0 || !/^-|^[0.]*[1-9]/.test(token);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isNumberPart(code: number): boolean {
  return isDigit(code) || code === DOT || code === MINUS || code === PLUS || (code | UPPER_TO_LOWER) === LETTER_E;
}

const TITLES = {
  'invalid-json': 'This is not JSON.',
  'duplicate-member': 'An object has two members of the same name.',
  'unsafe-number': 'A number is too large, too small or too exact for every reader to agree on it.',
  'lone-surrogate': 'The text holds half of a character.',
  'forbidden-member': 'A member has a name that is not allowed.',
  'too-deep': `The document is nested deeper than ${MAX_DEPTH} levels.`,
} as const;

/** Says where, never what: refusals end up in logs, and names can be secrets. */
function refusal(code: keyof typeof TITLES, index: number): Problem {
  return new Problem({ status: 400, code, title: TITLES[code], detail: `At character ${index}.` });
}
