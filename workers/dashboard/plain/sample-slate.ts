/** Three offers to try the ranking with: a cheap one with a stop, a fast one, and one between. */
export function sampleSlate(departure: string) {
  const offer = (
    id: string,
    amount: string,
    carrier: string,
    minutes: number,
    stops: number,
    hour: string
  ) => ({
    id,
    price: { amount, currency: 'EUR' },
    carrier,
    duration_minutes: minutes,
    stops,
    departure_at: `${departure}T${hour}:00Z`,
  })
  return {
    context: { origin: 'LIS', destination: 'JFK', departure_date: departure },
    items: [
      offer('cheap-one-stop', '289.00', 'IB', 760, 1, '06:30'),
      offer('direct-morning', '412.00', 'TP', 480, 0, '10:40'),
      offer('direct-evening', '368.00', 'DL', 485, 0, '17:15'),
    ],
  }
}
