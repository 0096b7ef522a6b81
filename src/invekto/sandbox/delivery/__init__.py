"""Webhooks on their way to the product: a durable queue and the engine that posts them."""
