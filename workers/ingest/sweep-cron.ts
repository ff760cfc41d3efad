/** When landings are swept; a local server fires the cron once more when it starts. */
export const SWEEP_CRON = '* * * * *'
/** Far above what a message takes through a healthy queue, retries included. */
export const RESEND_AFTER_MS = 5 * 60_000
