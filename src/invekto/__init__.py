"""Invekto: understand, answer, hand over and follow up WhatsApp conversations."""
