import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateAccount } from '../../api/accounts';
import type { CsvMapping } from '../../api/csv-mapping';
import { useStartImport } from '../../api/imports';
import { messageOf } from '../../api/problem';
import type { Account, ImportPreview } from '../../api/types';
import { accountErrors } from '../../components/account-dialog';
import { accountRules, draftOf, toAccountInput, type AccountDraft } from '../../components/account-fields';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { AccountTarget } from './account-target';
import { CsvOptions } from './csv-options';
import { fileQueue } from './file-queue';
import { MappingTable } from './mapping-table';
import { PreviewRows } from './preview-rows';
import { accountType, fileTargets, type FileTarget, type Reading } from './targets';
import { Warnings } from './warnings';
import classes from './import.module.css';

interface PreviewFormProps {
  upload: { uploadKey: string; fileName: string };
  preview: ImportPreview;
  accounts: readonly Account[];
  reading: Reading;
  onReading: (reading: Reading) => void;
  busy: boolean;
  broken: boolean;
}

/** `new`, or the id of one of our accounts, by the file's name for it. */
type Choices = Record<string, string>;

export function PreviewForm({ upload, preview, accounts, reading, onReading, busy, broken }: PreviewFormProps) {
  const navigate = useNavigate();
  const create = useCreateAccount();
  const start = useStartImport();
  const [choices, setChoices] = useState<Choices>({});
  const [problem, setProblem] = useState<unknown>();
  const [working, setWorking] = useState(false);
  const targets = fileTargets(preview, upload.fileName);
  const open = accounts.filter(({ archived }) => !archived);
  const choiceOf = (target: FileTarget) =>
    choices[target.ref] ??
    target.accountId ??
    (targets.length === 1 ? open.find(({ currency }) => !target.currency || currency === target.currency)?.id : undefined) ??
    'new';
  // What the rows are compared with, and whose remembered mapping counts, is the account that is shown as chosen.
  const shown = targets.length === 1 && targets[0] ? choiceOf(targets[0]) : 'new';
  useEffect(() => {
    if (shown !== 'new' && reading.accountId !== shown) onReading({ accountId: shown });
  }, [shown, reading.accountId, onReading]);
  const form = useForm<Record<string, AccountDraft>>({ initialValues: {} });
  const draftFor = (target: FileTarget): AccountDraft =>
    form.values[target.ref] ?? {
      ...draftOf({ name: target.name, type: accountType(target.kind) }),
      ...(target.currency && { currency: target.currency }),
      bankRef: target.ref,
    };

  const choose = (target: FileTarget, choice: string) => {
    setChoices({ ...choices, [target.ref]: choice });
    if (targets.length === 1)
      onReading(choice === 'new' ? { mapping: reading.mapping, currency: draftFor(target).currency } : { accountId: choice });
  };
  const edit = (target: FileTarget, draft: AccountDraft) => {
    form.setValues({ ...form.values, [target.ref]: draft });
    if (targets.length === 1 && draft.currency !== draftFor(target).currency)
      onReading({ mapping: reading.mapping, currency: draft.currency });
  };

  /** Creates the new accounts first; one that exists is not made twice when a later step fails. */
  const begin = async () => {
    setProblem(undefined);
    const errors: Record<string, string> = {};
    for (const target of targets.filter((each) => choiceOf(each) === 'new')) {
      const draft = draftFor(target);
      const [name, balance] = [accountRules.name(draft.name), accountRules.openingBalance(draft.openingBalance, draft)];
      if (name) errors[`${target.ref}.name`] = name;
      if (balance) errors[`${target.ref}.openingBalance`] = balance;
    }
    form.setErrors(errors);
    if (Object.keys(errors).length > 0) return;
    setWorking(true);
    const chosen: Choices = {};
    try {
      for (const target of targets) {
        const choice = choiceOf(target);
        if (choice !== 'new') chosen[target.ref] = choice;
        else {
          try {
            chosen[target.ref] = (await create.mutateAsync(toAccountInput(draftFor(target)))).id;
          } catch (error) {
            form.setErrors(
              Object.fromEntries(Object.entries(accountErrors(error)).map(([field, text]) => [`${target.ref}.${field}`, text])),
            );
            throw error;
          }
        }
      }
      const named = targets.filter(({ ref }) => ref !== '');
      const started = await start.mutateAsync({
        ...upload,
        accountId: chosen[targets[0]?.ref ?? ''],
        ...(named.length > 0 && { assignments: named.map(({ ref }) => ({ ref, accountId: chosen[ref] as string })) }),
        ...(preview.mapping && { mapping: preview.mapping as CsvMapping }),
      });
      fileQueue.imported(upload.uploadKey);
      await navigate(`/import/${started.importId}`);
    } catch (error) {
      setProblem(error);
    } finally {
      setChoices((old) => ({ ...old, ...chosen }));
      setWorking(false);
    }
  };

  const mapping = preview.mapping as CsvMapping | undefined;
  const remap = (next: CsvMapping) => onReading({ ...reading, mapping: next });
  return (
    <div className={classes.preview} data-busy={busy || undefined}>
      <Section
        title={targets.length > 1 ? `The file holds ${plural(targets.length, 'account')}` : 'Into which account?'}
        description={targets.length > 1 ? 'Say which of yours each of them is.' : undefined}
      >
        {targets.map((target) => (
          <AccountTarget
            key={target.ref}
            target={target}
            alone={targets.length === 1}
            accounts={open}
            choice={choiceOf(target)}
            onChoose={(choice) => choose(target, choice)}
            draft={draftFor(target)}
            errors={Object.fromEntries(
              Object.entries(form.errors)
                .filter(([key]) => key.startsWith(`${target.ref}.`))
                .map(([key, text]) => [key.slice(target.ref.length + 1), text]),
            )}
            onDraft={(draft) => edit(target, draft)}
          />
        ))}
      </Section>
      <Warnings preview={preview} />
      {mapping && preview.columns && (
        <Section
          title="How the file is read"
          description={
            preview.remembered
              ? 'As you set it for this account last time.'
              : 'Detected from its contents. Change what is wrong; the rows below follow.'
          }
        >
          <CsvOptions mapping={mapping} sheets={preview.sheets} onChange={remap} />
          <MappingTable mapping={mapping} columns={preview.columns} onChange={remap} />
        </Section>
      )}
      <PreviewRows preview={preview} />
      {problem !== undefined && (
        <ProblemNotice error={problem} title={messageOf(problem) ? 'The import did not start' : undefined} />
      )}
      <div className={classes.footer}>
        <span>Rows that an account has already are skipped. Every import can be undone.</span>
        <Button
          size="md"
          onClick={() => void begin()}
          loading={working}
          disabled={broken || (preview.rows.length === 0 && preview.failed.length > 0)}
        >
          Import
        </Button>
      </div>
    </div>
  );
}
