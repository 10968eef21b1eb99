"""The engine that lives in an Elasticsearch cluster."""
