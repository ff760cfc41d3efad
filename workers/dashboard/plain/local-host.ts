/** Names of this machine: a server there is `npm start` with its sandbox. */
export function isLocalHost(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}
