"""What pages and commands read of accounts."""
