"""The demand level of a market and day, and passengers of city pairs as its real-world judge."""
