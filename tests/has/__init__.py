"""The dossier for the authorities, read back and counted again."""
