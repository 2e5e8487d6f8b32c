"""Every write: one action, one transaction, who and why; the database's triggers keep the trail."""
