/** Names a decision: 128 random bits. Chance and names are made in the Worker and passed into the core. */
export function newDecisionId(): string {
  return `dec_${crypto.randomUUID().replaceAll('-', '')}`
}
