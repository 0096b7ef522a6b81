"""Parcels on their way: what carriers tell of them, what is kept, and when they are asked again."""
