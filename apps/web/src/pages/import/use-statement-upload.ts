import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client';
import { notifyProblem } from '../../components/notify';
import { fileQueue } from './file-queue';

export interface Sending {
  fileName: string;
  bytes: number;
  /** 0–1. */
  share: number;
}

/** Sends a bank file and opens its preview; several wait in the list of the import page. */
export function useStatementUpload() {
  const navigate = useNavigate();
  const [sending, setSending] = useState<Sending>();
  const [error, setError] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);

  const send = async (file: File) => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setError(undefined);
    setSending({ fileName: file.name, bytes: file.size, share: 0 });
    try {
      const upload = await client.uploadFile(file, {
        signal: controller.signal,
        onProgress: (sent, total) => setSending({ fileName: file.name, bytes: file.size, share: total ? sent / total : 0 }),
      });
      const search = new URLSearchParams({ file: upload.uploadKey, name: upload.fileName });
      await navigate(`/import/preview?${search.toString()}`);
    } catch (reason) {
      if (controller.signal.aborted) return;
      setError(reason);
      notifyProblem(reason, `${file.name} could not be sent`);
    } finally {
      setSending(undefined);
    }
  };

  const take = (files: readonly File[]) => {
    const [first] = files;
    if (!first) return;
    if (files.length === 1) return void send(first);
    // Banks date their files; the name's order is mostly that of time.
    fileQueue.add([...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })));
    void navigate('/import');
  };

  return { take, sending, error, cancel: () => stop.current?.abort() };
}
