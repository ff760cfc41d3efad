"""The bookings model: final unconstrained bookings, as a ratio to the fresh pickup forecast."""
