"""Where a run over many documents happens. Every engine gives the result of the local one."""

from __future__ import annotations

__all__: list[str] = []
