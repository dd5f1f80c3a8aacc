import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client';
import { notifyProblem } from '../../components/notify';

export interface Sending {
  fileName: string;
  bytes: number;
  /** 0–1. */
  share: number;
}

/** Sends a bank file and opens its preview. */
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

  return { send: (file: File) => void send(file), sending, error, cancel: () => stop.current?.abort() };
}
