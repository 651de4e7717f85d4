import { createStore } from '../store.ts';

/** Whether news arrives: `lost` from the first failed attempt, with the time of the next one. */
export type Connection = { kind: 'connecting' } | { kind: 'live' } | { kind: 'lost'; retryAt: number };

export const connectionStore = createStore<Connection>({ kind: 'connecting' });
