/** Whether an IP address belongs to the public internet, whatever form it is written in. */

/** Networks that are not public, as RFC 6890 and its successors list them: base and prefix length. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** False for anything that is no IP address. */
export function isPublicAddress(text: string): boolean {
  const four = parseV4(text)
  if (four !== undefined) return isPublicV4(four)
  const groups = parseV6(text)
  return groups !== undefined && isPublicV6(groups)
}

function isPublicV4(address: number): boolean {
  return PRIVATE_V4.every(([base, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(address / size) !== Math.floor((parseV4(base) ?? 0) / size)
  })
}

/** Only global unicast is public, and an address that carries an IPv4 address is what that is. */
function isPublicV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups
  const last = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0)
  const isMapped = groups.slice(0, 5).every((group) => group === 0)
  const isTranslated = first === 0x64 && second === 0xff9b
  if (isMapped || isTranslated) return isPublicV4(last)
  if (first === 0x2002) return isPublicV4(second * 65_536 + third)
  const isDocumentation = first === 0x2001 && second === 0xdb8
  // Below 2001:200:: lie Teredo and other special networks.
  const isSpecial = first === 0x2001 && second < 0x200
  return first >= 0x2000 && first < 0x4000 && !isDocumentation && !isSpecial
}

function parseV4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

/** Eight groups of 16 bits; an IPv4 address may stand for the last two. */
function parseV6(text: string): number[] | undefined {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const [head = '', tail, more] = plain.split('::')
  if (!plain.includes(':') || more !== undefined) return undefined
  const before = groupsIn(head)
  const after = tail === undefined ? [] : groupsIn(tail)
  if (!before || !after) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...new Array<number>(missing).fill(0), ...after]
}

function groupsIn(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  for (const part of text.split(':')) {
    const four = parseV4(part)
    if (four !== undefined) groups.push(Math.floor(four / 65_536), four % 65_536)
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}
