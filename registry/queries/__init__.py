"""Every read: what pages show, what summaries count, what files hold."""
