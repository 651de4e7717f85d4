/** A post not yet sent. The key makes sending it twice the same as sending it once. */
export interface Draft {
  text: string;
  key: string;
}

interface DraftStore {
  read(place: string): Draft;
  /** Keeps what is typed. A changed text is another request, hence another key. */
  write(place: string, text: string): void;
  /** Moves the draft out of the box while it is being sent. */
  hold(place: string): Draft;
  /** Forgets a sent post. */
  release(place: string, key: string): void;
  /** Puts what was held back into the box, above whatever was typed meanwhile. */
  restore(place: string): Draft;
  /** Forgets every draft, as when somebody logs out. */
  clear(): void;
}

const prefix = 'adjoin.draft.';
const heldPrefix = 'adjoin.sending.';

/** Keeps drafts in `storage`, one for each place (a channel or a thread), safe from reload and failure. */
export function createDraftStore(storage: Storage, newKey: () => string): DraftStore {
  function readJson<T>(name: string, otherwise: T): T {
    try {
      return (JSON.parse(storage.getItem(name) ?? 'null') as T | null) ?? otherwise;
    } catch {
      return otherwise;
    }
  }
  function keep(name: string, value: Draft | Draft[], empty: boolean): void {
    if (empty) storage.removeItem(name);
    else storage.setItem(name, JSON.stringify(value));
  }
  const read = (place: string): Draft => readJson(prefix + place, { text: '', key: newKey() });
  const held = (place: string): Draft[] => readJson(heldPrefix + place, []);
  const put = (place: string, draft: Draft): void => keep(prefix + place, draft, draft.text === '');
  const putHeld = (place: string, drafts: Draft[]): void => keep(heldPrefix + place, drafts, drafts.length === 0);

  return {
    read,
    write(place, text) {
      if (read(place).text !== text) put(place, { text, key: newKey() });
    },
    hold(place) {
      const draft = read(place);
      putHeld(place, [...held(place), draft]);
      put(place, { text: '', key: '' });
      return draft;
    },
    release(place, key) {
      putHeld(
        place,
        held(place).filter((draft) => draft.key !== key),
      );
    },
    restore(place) {
      const drafts = [...held(place), read(place)].filter(({ text }) => text !== '');
      putHeld(place, []);
      const text = drafts.map((draft) => draft.text).join('\n\n');
      const draft = drafts.length === 1 ? drafts[0]! : { text, key: newKey() };
      put(place, draft);
      return draft;
    },
    clear() {
      for (const name of Object.keys(storage)) {
        if (name.startsWith(prefix) || name.startsWith(heldPrefix)) storage.removeItem(name);
      }
    },
  };
}
