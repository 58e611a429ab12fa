"""Telegram: updates in, messages and buttons out."""

from .application import serve
from .polling import NoBotApiError, TokenRefusedError

__all__ = ["NoBotApiError", "TokenRefusedError", "serve"]
