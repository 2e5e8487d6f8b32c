"""The sheets of the dossier, one file per sheet or pair of sheets, named for what they hold."""
