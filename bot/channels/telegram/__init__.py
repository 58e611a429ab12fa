"""Telegram: updates in, messages and buttons out."""

from .application import serve

__all__ = ["serve"]
