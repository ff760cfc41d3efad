/** Models of this deployment, as the health of an isolate reports them. */
import { useAnswer } from '../../client/page-state'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { ViewHead } from '../../parts/view-head'
import { numberText } from '../../plain/shown-number'
import { fragmentOf, routeTo } from '../../plain/view-route'

export function ModelsView() {
  const health = useAnswer('/health')
  return (
    <>
      <ViewHead
        title="Models"
        text="What answers, by which engine, and what happened to the rest. A model that is not proven for a question leaves it to its plain rule."
      />
      <Await answer={health} lines={8}>
        {({ inference, version, decisions }) =>
          inference ? (
            <div class="grid">
              <Panel
                title="Versions"
                span={4}
                sentence="As the isolate that answered has loaded them."
              >
                <DataTable
                  label="Versions"
                  keyOf={([name]) => name}
                  rows={Object.entries(inference.models)}
                  columns={[
                    { name: 'Model', show: ([name]) => <b>{name}</b> },
                    { name: 'Version', show: ([, model]) => <code>{model.model}</code> },
                    { name: 'Engine', show: ([, model]) => model.engine },
                    {
                      name: 'Loaded in, ms',
                      isNumber: true,
                      show: ([, model]) => numberText(model.load_ms),
                    },
                    { name: 'Last error', show: ([, model]) => model.last_error ?? 'none' },
                  ]}
                />
              </Panel>
              <Panel title="Deployment" span={2}>
                <dl class="facts">
                  <div>
                    <dt>Version of the Worker</dt>
                    <dd>{version?.tag || version?.id || '–'}</dd>
                  </div>
                  <div>
                    <dt>Decisions recorded by this isolate</dt>
                    <dd>{numberText(decisions?.recorded)}</dd>
                  </div>
                  <div>
                    <dt>Decisions lost</dt>
                    <dd>{numberText(decisions?.dropped)}</dd>
                  </div>
                </dl>
                <p class="footnote">
                  How right they were is in <a href={fragmentOf(routeTo('accuracy'))}>Accuracy</a>.
                </p>
              </Panel>
            </div>
          ) : (
            <Empty>This key may not see the models of the deployment.</Empty>
          )
        }
      </Await>
    </>
  )
}
