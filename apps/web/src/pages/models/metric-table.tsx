import { Badge, Table } from '@mantine/core';
import type { RegisteredModel } from '../../api/models';
import { Section } from '../../components/page';
import { Difference } from './metric-changes';
import { formatMetric, metricLabel, metricRows } from './metrics';
import { productionOf } from './version-words';
import classes from './models.module.css';

/** The metrics of all versions side by side, with the best ones marked and the way from production to each. */
export function MetricTable({ model }: { model: RegisteredModel }) {
  const production = productionOf(model);
  const versions = model.versions.filter(({ state }) => state === 'ready');
  const rows = metricRows(versions, production);
  if (rows.length === 0) return null;
  return (
    <Section
      title="Metrics"
      description={`As each version’s own description states them${production ? `, against version ${production.version} in production` : ''}.`}
      flush
    >
      <Table.ScrollContainer minWidth={220 + versions.length * 150} type="native">
        <Table className={classes.metrics} verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Metric</Table.Th>
              {versions.map(({ version }) => (
                <Table.Th key={version} ta="right">
                  Version {version}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, cells }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{metricLabel(name)}</Table.Th>
                {cells.map(({ value, best, difference, better }, i) => (
                  <Table.Td key={versions[i]!.version} ta="right">
                    {value === undefined ? (
                      <span className={classes.same}>–</span>
                    ) : (
                      <div className={classes.metric} data-best={best || undefined}>
                        <span>
                          {best && (
                            <Badge size="xs" variant="light" color="green" mr={6}>
                              best
                            </Badge>
                          )}
                          {formatMetric(name, value)}
                        </span>
                        <Difference name={name} difference={difference} better={better} />
                      </div>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
