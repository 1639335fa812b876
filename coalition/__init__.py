"""Joint statements and a joint report, written by hundreds of organisations in one git repository."""

__version__ = "0.1.0"
