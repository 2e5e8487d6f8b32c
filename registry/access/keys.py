"""Random keys that prove somebody: only their fingerprints are stored, so a stolen table opens nothing."""

import hashlib
import secrets


def mint() -> str:
    """A new key of 32 random bytes, safe in addresses and headers."""
    return secrets.token_urlsafe(32)


def mint_redcap() -> str:
    """A new key of 16 random bytes as 32 capital hexadecimal digits: clients of REDCap take no other form."""
    return secrets.token_hex(16).upper()


def fingerprint(key: str) -> str:
    """The SHA-256 under which a key is stored: keys are random, so a fast hash is enough."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
