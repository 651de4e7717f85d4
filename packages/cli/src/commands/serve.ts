/** `adjoin serve`: runs a node in this process, until it is told to stop. */
export async function serve(): Promise<void> {
  await import('@adjoin/node/main');
}
