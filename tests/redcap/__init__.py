"""The registry read by programs made for REDCap."""
