/** Whether there is room for the channels beside the content. */
export function isWide(): boolean {
  return matchMedia("(min-width: 48rem)").matches;
}
