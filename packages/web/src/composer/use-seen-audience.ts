import { useEffect, useState } from 'react';

interface Version {
  version: string | undefined;
  tag: string | null;
}

interface SeenAudience {
  /** The audience differs from the one in view when the writing began: sending waits for a look at it. */
  changed: boolean;
  /** The tag of the audience that the author has seen. */
  seenTag: string | null;
  acknowledge: () => void;
}

/** What you saw is what you share: keeps the audience that an author saw while writing. */
export function useSeenAudience({ version, tag }: Version, writing: boolean): SeenAudience {
  const [seen, setSeen] = useState<Version>({ version, tag });
  const follows = !writing || seen.version === undefined;
  useEffect(() => {
    if (follows) setSeen({ version, tag });
  }, [follows, version, tag]);
  const changed = !follows && version !== undefined && seen.version !== version;
  return { changed, seenTag: follows ? tag : seen.tag, acknowledge: () => setSeen({ version, tag }) };
}
