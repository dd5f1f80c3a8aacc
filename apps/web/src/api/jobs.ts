import { useEffect, useState } from 'react';
import { client } from './client';
import type { Job } from './types';

interface Followed {
  job?: Job;
  error?: unknown;
}

/** Follows a job's event stream to its end. `onEnd` is called once, with the job completed or failed. */
export function useJob(id: string | undefined, onEnd: (job: Job) => void): Followed {
  const [followed, setFollowed] = useState<Followed>({});
  useEffect(() => {
    if (!id) return;
    const stop = new AbortController();
    client
      .watchJob(id, (job) => !stop.signal.aborted && setFollowed({ job }), stop.signal)
      .then(
        (job) => !stop.signal.aborted && onEnd(job),
        (error: unknown) => !stop.signal.aborted && setFollowed({ error }),
      );
    return () => stop.abort(new DOMException('No longer shown', 'AbortError'));
    // The end is reported to whoever asked first; a new function is no reason to ask again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  return followed;
}
