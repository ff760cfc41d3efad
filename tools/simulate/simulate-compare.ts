/** Statistics of real panels, computed from their files, beside those of simulated ones. */
import { join } from 'node:path'
import {
  fullServiceWatch,
  lowCostWatch,
  slateSpread,
  slates,
  watch,
} from '../../pipelines/simulator/calibration'
import { panelStatistics } from '../../pipelines/simulator/panel-statistics'
import { progressBar } from '../command/progress'
import { readPanel, readSlates } from './real-panels'

export type Compared = {
  readonly panel: string
  readonly figure: string
  readonly real: number
  readonly simulated: number
}

/** Later observations are a test period; the simulator is not fitted to them. */
const CALIBRATION_END = '2016-02-20'

export async function comparePanels(data: string, seed: number): Promise<Compared[]> {
  const progress = progressBar('comparing panels', 3)
  const panels = join(data, 'longitudinal')
  const wizz = panelStatistics(
    await readPanel(join(panels, 'wizz_2015_2016.csv.gz'), CALIBRATION_END)
  )
  const lowCost = panelStatistics(watch(seed, lowCostWatch(seed)))
  progress.at(1)
  const arnFra = panelStatistics(await readPanel(join(panels, 'arn_fra_2019.csv.gz'), '9999'))
  const fullService = panelStatistics(watch(seed, fullServiceWatch(seed)))
  progress.at(2)
  const real = slateSpread(await readSlates(data))
  const simulated = slateSpread(slates(seed))
  progress.end()
  return [
    ...beside('low-cost (wizz)', wizz, lowCost),
    ...beside('full-service (arn_fra)', arnFra, fullService),
    ...beside('slates (EaseMyTrip)', real, simulated),
  ]
}

function beside(
  panel: string,
  real: ReadonlyMap<string, number>,
  simulated: ReadonlyMap<string, number>
): Compared[] {
  return [...real].flatMap(([figure, value]) => {
    const match = simulated.get(figure)
    return match === undefined ? [] : [{ panel, figure, real: value, simulated: match }]
  })
}
