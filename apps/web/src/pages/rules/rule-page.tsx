import { Button, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { fieldErrors } from '../../api/problem';
import { useApplyRules, useRule, useRulePreview, useSaveRule } from '../../api/rules';
import type { Rule } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount } from '../../format/text';
import { describeCondition, type Names } from './describe-rule';
import { EMPTY_RULE, isComplete, ruleOf, type RuleForm } from './draft';
import { PreviewPanel } from './preview-panel';
import { RuleFields } from './rule-form';
import { useNames } from './use-names';
import classes from './rules.module.css';

/** Milliseconds after the last key before the server is asked again. */
const PAUSE_MS = 350;
/** Changes to show. */
const SAMPLE = 6;

/** A new rule, or one that is there, with what it would do. */
export default function RulePage() {
  const { id } = useParams();
  const [query] = useSearchParams();
  const { data, error, isPending, refetch } = useRule(id);
  if (id && error && !data) {
    return (
      <Page title="Rule">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (id && isPending) {
    return (
      <Page title="Rule">
        <Skeleton height={360} radius="lg" />
      </Page>
    );
  }
  return <RuleEditor key={id ?? 'new'} rule={data} start={data ? formOf(data) : startFrom(query)} />;
}

function RuleEditor({ rule, start }: { rule: Rule | undefined; start: RuleForm }) {
  const navigate = useNavigate();
  const names = useNames();
  const save = useSaveRule();
  const apply = useApplyRules();
  const [form, setForm] = useState(start);
  const complete = isComplete(form);
  const { match, conditions, actions } = form;
  const [asked] = useDebouncedValue(complete ? { match, conditions, actions } : undefined, PAUSE_MS);
  const preview = useRulePreview(complete && asked ? { ...asked, sample: SAMPLE } : undefined);
  const problems = { ...(complete ? fieldErrors(preview.error) : {}), ...fieldErrors(save.error) };
  const unplaced = preview.error && Object.keys(fieldErrors(preview.error)).length === 0 ? preview.error : undefined;

  const submit = async (past: boolean) => {
    const saved = await save.mutateAsync({ ...form, name: form.name.trim() || suggestedName(form, names), id: rule?.id });
    if (past) {
      await apply.mutateAsync([saved.id]);
      notifyDone('The rule is saved and being applied');
    } else notifyDone('The rule holds for transactions to come');
    await navigate('/rules');
  };
  const begin = (past: boolean) =>
    void submit(past).catch((reason: unknown) => {
      // What is wrong with a field stands at that field.
      if (Object.keys(fieldErrors(reason)).length === 0) notifyProblem(reason, 'The rule was not saved');
    });
  const busy = save.isPending || apply.isPending;
  const changed = preview.data?.changed ?? 0;

  return (
    <Page title={rule ? rule.name : 'New rule'}>
      <form
        className={classes.editor}
        onSubmit={(event) => {
          event.preventDefault();
          begin(false);
        }}
      >
        <div className={classes.column}>
          <RuleFields
            form={form}
            errors={problems}
            onChange={(next) => {
              save.reset();
              setForm(next);
            }}
          />
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => void navigate('/rules')}>
              Cancel
            </Button>
            <Button type="submit" variant={changed ? 'light' : 'filled'} disabled={!complete} loading={busy}>
              Save
            </Button>
            {changed > 0 && (
              <Button disabled={!complete} loading={busy} onClick={() => begin(true)}>
                Save and apply to the past ({formatCount(changed)})
              </Button>
            )}
          </div>
        </div>
        <div className={classes.side}>
          <PreviewPanel
            preview={preview.data}
            incomplete={!complete}
            refused={complete && Object.keys(problems).length > 0}
            pending={preview.isPending && !preview.error}
            stale={preview.isFetching && preview.isPlaceholderData}
            error={complete ? unplaced : undefined}
          />
        </div>
      </form>
    </Page>
  );
}

function formOf({ name, enabled, stop, match, conditions, actions }: Rule): RuleForm {
  return { name, enabled, stop, match, conditions, actions };
}

/** `?contains=rewe&category=…&name=Rewe`: what a suggestion hands over. */
function startFrom(query: URLSearchParams): RuleForm {
  const [contains, categoryId] = [query.get('contains'), query.get('category')];
  if (!contains) return EMPTY_RULE;
  return { ...EMPTY_RULE, ...ruleOf({ contains, categoryId: categoryId ?? '', merchant: query.get('name') ?? '' }) };
}

function suggestedName({ conditions }: RuleForm, names: Names): string {
  const words = describeCondition(conditions[0]!, names);
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 100);
}
