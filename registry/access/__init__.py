"""Who may do what, to whose rows: one permission table, one gate, one scope; and what proves who somebody is."""
