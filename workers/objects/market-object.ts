import { DurableObject } from 'cloudflare:workers'

/** Rolling features of one market. One object per market and mode, named "test:LIS-JFK". */
export class MarketObject extends DurableObject<Env> {}
