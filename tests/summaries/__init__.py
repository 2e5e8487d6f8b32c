"""The summaries: every module on its own, and all together on generated records."""
