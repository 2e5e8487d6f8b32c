"""The JSON API under /api/v1/: the same records, gate, scope and schemas as the pages, for programs."""
