/**
 * Airports of the generated markets, with their demand and the flag carriers based there. Sizes are
 * passengers a year in tens of millions, rounded; only their order matters.
 */
export type Hub = {
  readonly airport: string
  readonly size: number
  readonly flags: readonly string[]
  readonly region: 'europe' | 'america' | 'asia'
}

function hubs(region: Hub['region'], ...rows: readonly string[]): readonly Hub[] {
  return rows.map((row) => {
    const [airport = '', size, flags = ''] = row.split(' ')
    return { airport, size: Number(size), flags: flags.split('|').filter(Boolean), region }
  })
}

export const HUBS: readonly Hub[] = [
  ...hubs(
    'europe',
    'LHR 8 BA',
    'CDG 7 AF',
    'AMS 7 KL',
    'FRA 6 LH',
    'MAD 6 IB|UX',
    'BCN 5',
    'MUC 5 LH',
    'FCO 4 AZ',
    'LIS 3 TP',
    'DUB 3 EI',
    'VIE 3 OS',
    'ZRH 3 LX',
    'CPH 3 SK',
    'ARN 3 SK',
    'OSL 3 SK',
    'ATH 3 A3',
    'HEL 2 AY',
    'WAW 2 LO',
    'PRG 2 OK',
    'BUD 2',
    'OTP 2 RO',
    'BRU 2 SN',
    'MXP 3',
    'GVA 2 LX',
    'NCE 1',
    'PMI 3',
    'AGP 2',
    'OPO 1 TP',
    'EDI 1',
    'MAN 3',
    'HAM 1',
    'BER 2',
    'LYS 1',
    'KRK 1',
    'SOF 1 FB',
    'BEG 1 JU',
    'RIX 1 BT',
    'TLL 0.5 BT',
    'VNO 0.5',
    'IST 7 TK'
  ),
  ...hubs(
    'america',
    'JFK 6 DL|AA',
    'LAX 8 DL|UA|AA',
    'ORD 8 UA|AA',
    'ATL 9 DL',
    'DFW 8 AA',
    'DEN 7 UA',
    'SFO 5 UA',
    'SEA 5 AS|DL',
    'BOS 4 DL',
    'MIA 5 AA',
    'LAS 5',
    'MCO 5',
    'PHX 4 AA',
    'IAH 4 UA',
    'EWR 4 UA',
    'DTW 3 DL',
    'MSP 3 DL',
    'PHL 3 AA',
    'SAN 2',
    'YYZ 5 AC',
    'YVR 2 AC',
    'MEX 4 AM',
    'GRU 4 LA'
  ),
  ...hubs(
    'asia',
    'DEL 7 AI|UK',
    'BOM 5 AI|UK',
    'BLR 3 AI|UK',
    'MAA 2 AI',
    'HYD 2 AI',
    'CCU 2 AI',
    'SIN 6 SQ',
    'BKK 6 TG',
    'HND 8 NH|JL',
    'ICN 7 KE|OZ',
    'HKG 7 CX',
    'DXB 8 EK',
    'DOH 4 QR',
    'SYD 4 QF',
    'MEL 3 QF'
  ),
]

/** Low-cost carriers by region. */
export const LOW_COST: Readonly<Record<Hub['region'], readonly string[]>> = {
  europe: ['FR', 'U2', 'W6', 'VY', 'DY', 'HV'],
  america: ['WN', 'B6', 'NK', 'F9'],
  asia: ['6E', 'SG', 'AK', 'TR'],
}
