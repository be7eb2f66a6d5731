"""The craft of the theatre: tickets, byte ranges, manifests. Knows neither Django nor the clock."""
