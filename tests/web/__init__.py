"""Pages as a browser is sent them."""
