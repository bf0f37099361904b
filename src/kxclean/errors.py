"""The errors of kxclean: each shows the offending value and says what to do."""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DecodeError",
    "InputError",
    "KxcleanError",
    "LedgerError",
    "MissingExtraError",
    "OutputError",
    "QuarantineError",
    "RuleError",
]

_SHOWN = 80  # characters of a value that a message shows


class KxcleanError(Exception):
    """The parent of every error that kxclean raises on purpose."""


class ConfigError(KxcleanError, ValueError):
    """An option that does not exist or has an impossible value."""


class InputError(KxcleanError, ValueError):
    """A source that is not a text: wrong type, lone surrogates, unreadable file."""


class DecodeError(InputError):
    """Bytes that are no text in any encoding that kxclean knows."""


class LedgerError(KxcleanError, ValueError):
    """A ledger that does not belong to the text, or edits that contradict each other."""


class MissingExtraError(KxcleanError, ImportError):
    """A feature whose library is an extra that is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs an extra; install it with `pip install kxclean[{extra}]`"
        )


class RuleError(KxcleanError, ValueError):
    """A rule that is declared wrongly or does not exist."""


class OutputError(KxcleanError, OSError):
    """A result that could not be written."""


class QuarantineError(KxcleanError, AttributeError):
    """The text of a quarantined record was asked for."""


def shown(value: object) -> str:
    """The value as a message shows it: `repr`, cut to 80 characters.

    >>> shown("甲" * 100)[-12:]
    '甲甲甲甲甲甲甲甲甲甲甲…'
    """
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def whole_text(value: object, error: type[KxcleanError]) -> str:
    """The value, if it is a text that the kernels can take; else `error` is raised.

    >>> whole_text("中国", InputError)
    '中国'
    """
    if not isinstance(value, str):
        raise error(f"a text is a str, not {type(value).__name__} {shown(value)}")
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        raise error(
            f"the text {shown(value)} has a lone surrogate at position {fault.start}; text holds "
            "whole characters only"
        ) from None
    return value
