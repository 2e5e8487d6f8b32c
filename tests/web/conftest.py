"""The fixtures that these tests share."""

from tests.web.drug_site import own_site, site

__all__ = ["own_site", "site"]
