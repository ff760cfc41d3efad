"""Isolation Forest on days of feeds (pipelines/anomalies), beside a robust gate in TypeScript."""
