"""kxclean cleans messy Chinese documents, with a receipt for every character it changed."""

from kxclean._native import __version__
from kxclean.blocks import blocks
from kxclean.cleaner import Cleaner, clean, rules
from kxclean.config import Config
from kxclean.dedup import Deduplicated, Removal, Sketch, deduplicate, sketch, sketch_many
from kxclean.document import Block, Cleaned, Quarantined, Span
from kxclean.errors import (
    ConfigError,
    DecodeError,
    InputError,
    KxcleanError,
    LedgerError,
    MissingExtraError,
    OutputError,
    QuarantineError,
    RuleError,
)
from kxclean.fingerprint import containment, similarity
from kxclean.ledger import Edit, Ledger, Safety
from kxclean.rule import Rule

__all__ = [
    "Block",
    "Cleaned",
    "Cleaner",
    "Config",
    "ConfigError",
    "DecodeError",
    "Deduplicated",
    "Edit",
    "InputError",
    "KxcleanError",
    "Ledger",
    "LedgerError",
    "MissingExtraError",
    "OutputError",
    "QuarantineError",
    "Quarantined",
    "Removal",
    "Rule",
    "RuleError",
    "Safety",
    "Sketch",
    "Span",
    "__version__",
    "blocks",
    "clean",
    "containment",
    "deduplicate",
    "rules",
    "similarity",
    "sketch",
    "sketch_many",
]
