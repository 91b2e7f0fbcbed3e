"""Why a command does not do what it was asked for."""

from __future__ import annotations


class Refusal(Exception):
    """Said to the person at the desk, in Indonesian, with the next step; nothing was written."""
