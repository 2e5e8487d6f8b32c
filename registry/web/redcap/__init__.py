"""The registry read by programs made for REDCap: POST /redcap/api/, read only."""
