const key = 'adjoin.last-channel';

export function rememberChannel(id: string): void {
  localStorage.setItem(key, id);
}

export function lastChannel(): string | null {
  return localStorage.getItem(key);
}
