"""A clone that publishes itself: what is committed goes out within seconds, and a receipt says so."""
