"""The bookings model: final unconstrained bookings, as a ratio to the pickup forecast."""
